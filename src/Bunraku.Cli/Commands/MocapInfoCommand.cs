using System.CommandLine;
using System.Globalization;
using Bunraku.Cli.Shell;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Recording;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku mocap info</c>: what is in a face recording.</summary>
internal static class MocapInfoCommand
{
    private const int MostGaps = 10;

    public static Command Create()
    {
        Argument<string> recording = MocapCommand.Recording();
        var command = new Command("info", "Say how long a face recording is, how steady it came, and which channels never move.") { recording };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            FaceRecordingSummary summary = await FaceRecordingSummary.ReadAsync(parsed.GetRequiredValue(recording), cancellationToken);
            Write(summary, parsed.InvocationConfiguration.Output);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Write(FaceRecordingSummary summary, TextWriter output)
    {
        void Line(string name, FormattableString value) => output.WriteLine($"{name,-13}{value.ToString(CultureInfo.InvariantCulture)}");

        Line("source", $"{ForeignText.Show(summary.Header.Source)}");
        Line("created", $"{summary.Header.Created.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
        Line("faces", $"{summary.FaceCount}, of which {summary.LostCount} say that no face was seen");
        if (summary.FaceCount == summary.LostCount)
        {
            Line("", $"no face was seen, so there is nothing to say about the channels");
        }

        Line("duration", $"{summary.Duration.TotalSeconds:0.###} s");
        Line("rate", $"{summary.Rate:0.##} a second; the usual interval is {summary.MedianInterval.TotalMilliseconds:0.#} ms");
        Line("gaps", $"{summary.Gaps.Length}");
        foreach (FaceRecordingGap gap in summary.Gaps.Take(MostGaps))
        {
            Line("", $"{gap.Length.TotalSeconds:0.##} s after {gap.Start.TotalSeconds:0.##} s");
        }

        if (summary.Gaps.Length > MostGaps)
        {
            Line("", $"and {summary.Gaps.Length - MostGaps} more");
        }

        if (summary.FaceCount > summary.LostCount)
        {
            Line("never move", $"{(summary.StillChannels.IsEmpty ? "none" : string.Join(", ", summary.StillChannels))}");
        }

        if (summary.IsTorn)
        {
            Line("damage", $"the last line was cut off; everything before it is whole");
        }
    }
}
