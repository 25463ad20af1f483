using System.CommandLine;
using System.Globalization;
using Bunraku.Cli.Shell;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Recording;
using Bunraku.Mocap.Sources;
using Bunraku.Mocap.Sources.Doctor;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku mocap record</c>: a tracker's faces into a file.</summary>
internal static class MocapRecordCommand
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var output = new Option<string>("--output", "-o") { Description = "The recording to write.", HelpName = "face.jsonl", Required = true };
        var source = new Option<string>("--source") { Description = "The app or program that tracks the face.", DefaultValueFactory = _ => MocapSource.Usual };
        source.AcceptOnlyFromAmong(MocapSource.Names);
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

            IFaceSource tracker = MocapSource.Create(parsed.GetRequiredValue(source), parsed.GetValue(phone), parsed.GetValue(port));
            string path = parsed.GetRequiredValue(output);
            FaceRecordingWriter writer = FaceRecordingWriter.Create(path, new FaceRecordingHeader(tracker.Name, DateTimeOffset.UtcNow), parsed.GetValue(replace));
            return await RecordAsync(tracker, writer, path, parsed.GetValue(seconds), parsed.InvocationConfiguration, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RecordAsync(
        IFaceSource tracker, FaceRecordingWriter writer, string path, double? seconds, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        using var recorder = new FaceRecorder(tracker.Latest, writer);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task run = tracker.RunAsync(end.Token);
        string? advice = await WatchAsync(tracker, recorder, seconds, console.Error, cancellationToken);
        await end.CancelAsync();
        await run;
        recorder.Dispose();
        if (recorder.Problem is { } problem)
        {
            console.Error.WriteLine($"bunraku: {problem}");
            return ExitCode.Failed;
        }

        if (recorder.Count == 0)
        {
            File.Delete(path);
            console.Error.WriteLine($"bunraku: no face arrived, so there is no recording. {advice}".TrimEnd());
            return ExitCode.Failed;
        }

        console.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {recorder.Count} faces in {recorder.Duration.TotalSeconds:0.#} s"));
        return ExitCode.Ok;
    }

    /// <summary>Says every few seconds how it goes, if there is news, until the recording is long enough, fails or is stopped.</summary>
    /// <returns>The last advice of the connection doctor.</returns>
    private static async Task<string?> WatchAsync(IFaceSource tracker, FaceRecorder recorder, double? seconds, TextWriter error, CancellationToken cancellationToken)
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
                    advice = Examine(tracker);
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
            advice = Examine(tracker);
        }

        return advice;
    }

    private static string? Examine(IFaceSource tracker) =>
        ConnectionDoctor.Examine(tracker.Setup, tracker.Statistics, LocalAddresses.Read(), ConnectionDoctor.CurrentSystem) is [{ } first, ..] ? first.Message : null;
}
