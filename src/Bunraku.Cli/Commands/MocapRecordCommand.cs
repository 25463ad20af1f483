using System.CommandLine;
using System.Globalization;
using Bunraku.Cli.Shell;
using Bunraku.Core.Errors;
using Bunraku.Live.Puppets;
using Bunraku.Live.Trackers;
using Bunraku.Mocap.Recording;
using Bunraku.Mocap.Sources;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku mocap record</c>: a tracker's faces into a file.</summary>
internal static class MocapRecordCommand
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var output = new Option<string>("--output", "-o") { Description = "The recording to write.", HelpName = "face.jsonl", Required = true };
        var source = new Option<string>("--source") { Description = "The app or program that tracks the face.", DefaultValueFactory = _ => Tracker.All[0].Word };
        source.AcceptOnlyFromAmong([.. Tracker.All.Select(tracker => tracker.Word)]);
        var phone = new Option<string?>("--phone") { Description = "The phone's address, as its app shows it; without it the phone must be told to send here.", HelpName = "address" };
        var port = new Option<int?>("--port") { Description = "The port of this computer to listen on, if not the usual one." };
        var seconds = new Option<double?>("--seconds") { Description = "How long to record after the first face; without it until Ctrl+C." };
        var replace = new Option<bool>("--replace") { Description = "Replace the recording if it exists." };
        var command = new Command("record", "Record the faces that a phone or another program tracks. To record a webcam, use the page of the MediaPipe puppeteer.")
        {
            output, source, phone, port, seconds, replace,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(port) is < 1 or > 65535)
            {
                throw new BadInputException("--port must be from 1 to 65535.");
            }

            if (parsed.GetValue(seconds) is { } length && length is not (> 0 and <= 1e6))
            {
                throw new BadInputException("--seconds must be above 0 and at most 1000000.");
            }

            bool isPhone = parsed.GetValue(port) is not null && parsed.GetResult(source) is { Implicit: true }; // A port alone is a phone's.
            Tracker tracker = isPhone ? Tracker.Of(TrackerKind.IFacialMocap) : Tracker.Find(parsed.GetRequiredValue(source))!;
            if (parsed.GetValue(port) is not null && !tracker.HasPort)
            {
                throw new BadInputException($"--port does not go with --source {tracker.Word}, which has no single port.");
            }

            var connection = new TrackerConnection { Tracker = tracker.Kind, Address = parsed.GetValue(phone) ?? "", Port = parsed.GetValue(port) };
            IReadOnlyList<IFaceSource> sources = Tracker.Sources(connection);
            string path = parsed.GetRequiredValue(output);
            string name = sources is [var only] ? only.Name : tracker.Word;
            FaceRecordingWriter writer = FaceRecordingWriter.Create(path, new FaceRecordingHeader(name, DateTimeOffset.UtcNow), parsed.GetValue(replace));
            return await RecordAsync(sources, writer, path, parsed.GetValue(seconds), parsed.InvocationConfiguration, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RecordAsync(
        IReadOnlyList<IFaceSource> sources, FaceRecordingWriter writer, string path, double? seconds, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        await using var input = new PuppetInput();
        using var recorder = new FaceRecorder(input.Latest, writer);
        foreach (IFaceSource source in sources)
        {
            input.Start(source);
        }

        string? advice = await WatchAsync(input, recorder, seconds, console.Error, cancellationToken);
        recorder.Dispose();
        if (recorder.Problem is { } problem)
        {
            console.Error.WriteLine($"bunraku: {problem}");
            return ExitCode.Failed;
        }

        if (recorder.Count == 0)
        {
            console.Error.WriteLine($"bunraku: no face arrived, so there is no recording. {advice}".TrimEnd());
            return ExitCode.Failed;
        }

        console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {recorder.Count} faces in {recorder.Duration.TotalSeconds:0.#} s"));
        return ExitCode.Ok;
    }

    /// <summary>Says every few seconds how it goes, if there is news, until the recording is long enough, fails or is stopped.</summary>
    /// <returns>The last advice of the connection doctor.</returns>
    private static async Task<string?> WatchAsync(PuppetInput input, FaceRecorder recorder, double? seconds, TextWriter error, CancellationToken cancellationToken)
    {
        string? advice = null;
        string? said = null;
        var sinceReport = System.Diagnostics.Stopwatch.StartNew();
        try
        {
            while (recorder.Problem is null && !(recorder.Duration.TotalSeconds >= seconds))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), cancellationToken);
                if (sinceReport.Elapsed >= ReportEvery)
                {
                    advice = Examine(input);
                    string report = $"{recorder.Count} faces recorded. {advice}";
                    if (report != said)
                    {
                        error.WriteLine(report);
                        said = report;
                    }

                    sinceReport.Restart();
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Ctrl+C is how a recording without a length ends.
            advice = Examine(input);
        }

        return advice;
    }

    private static string? Examine(PuppetInput input) => DoctorReport.Of(input, LocalAddresses.Read()) is [{ } first, ..] ? first.Message.ToString() : null;
}
