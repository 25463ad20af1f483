using Bunraku.Core.Checkpoints;

namespace Bunraku.Core.Tests.Checkpoints;

/// <summary>Reads files that must, or must not, be refused.</summary>
internal static class Refusal
{
    /// <summary>Asserts that a file is refused with that kind, and with a message that names the file and has these words.</summary>
    public static void Is(CheckpointErrorKind kind, byte[] file, params string[] words) => Is(kind, file, CheckpointLimits.Student, words);

    public static void Is(CheckpointErrorKind kind, byte[] file, CheckpointLimits limits, params string[] words)
    {
        CheckpointException error = Assert.Throws<CheckpointException>(() => Read(file, limits));
        Assert.Equal((kind, "net.pt"), (error.Kind, error.Path));
        Assert.StartsWith("net.pt: ", error.Message, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }

    public static StateDict Read(byte[] file, CheckpointLimits? limits = null) =>
        CheckpointFile.ReadStateDict(new MemoryStream(file, writable: false), "net.pt", limits ?? CheckpointLimits.Student);
}
