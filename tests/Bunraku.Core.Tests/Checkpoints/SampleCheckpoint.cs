using Bunraku.Core.Checkpoints;

namespace Bunraku.Core.Tests.Checkpoints;

/// <summary>Small weights for tests that need some valid checkpoint.</summary>
internal static class SampleCheckpoint
{
    public static StateDict Weights() => new(
    [
        new("layer.weight", new Tensor([2, 3, 1, 1], [1, 2, 3, 4, 5, 6])),
        new("layer.bias", new Tensor([2], [-0.5f, 0.25f])),
    ]);

    public static byte[] Bytes()
    {
        var stream = new MemoryStream();
        CheckpointWriter.Write(stream, Weights());
        return stream.ToArray();
    }
}
