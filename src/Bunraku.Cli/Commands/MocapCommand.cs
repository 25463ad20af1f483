using System.CommandLine;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku mocap</c>: tracked faces on disk.</summary>
internal static class MocapCommand
{
    public static Command Create() => new("mocap", "Work with recorded faces.")
    {
        MocapRecordCommand.Create(),
        MocapReplayCommand.Create(),
        MocapInfoCommand.Create(),
        MocapConvertCommand.Create(),
    };

    /// <summary>The argument of every command that reads a recording.</summary>
    public static Argument<string> Recording() => new("recording") { Description = "A face recording (.jsonl)." };
}
