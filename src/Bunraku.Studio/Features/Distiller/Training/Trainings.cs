using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using Bunraku.Core.Errors;
using Bunraku.Distillation.Runs;
using Bunraku.Studio.Features.Distiller.Projects;

namespace Bunraku.Studio.Features.Distiller.Training;

/// <summary>
/// Starts and stops trainings, and tells how they stand. A training is another process: what is told here comes from its folder, so that it makes no
/// difference which Studio, or whether any, has started it.
/// </summary>
internal sealed class Trainings(StudioOptions options) : IDisposable
{
    private readonly ConcurrentDictionary<string, Launch> _launches = new(StringComparer.Ordinal);

    /// <summary>Starts a training, or lets it continue.</summary>
    /// <param name="project">Its configuration must be saved.</param>
    /// <param name="fresh">Start over; the existing run is kept.</param>
    /// <exception cref="BadInputException">It is being trained already, or the process cannot be started.</exception>
    public void Start(DistillerProject project, bool fresh)
    {
        if (StateOf(project).IsActive)
        {
            throw new BadInputException($"{project.Name} is being trained already, by this Studio or another program: stop that first.");
        }

        StopRequest.TryTake(project.Run);
        RunStatus? status = RunStatus.Read(project.Run);
        FileStamp before = FileStamp.Of(project.Run.Output);
        try
        {
            Process process = Process.Start(options.TrainingCommand?.Invoke(project.Folder, fresh) ?? TrainingProgram.Command(project, fresh))!;
            process.StandardInput.Close();
            _launches[project.Folder] = new Launch(process, status?.Session, before); // One that was there is not disposed: another page may be looking at it.
        }
        catch (Exception e) when (e is Win32Exception or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new BadInputException($"The training could not be started: {e.Message}", e);
        }
    }

    /// <summary>Asks a training to save and stop.</summary>
    /// <exception cref="BadInputException">Its folder cannot be written.</exception>
    public static void Stop(DistillerProject project) => StopRequest.Make(project.Run);

    /// <summary>How it stands with a project.</summary>
    public ProjectState StateOf(DistillerProject project)
    {
        RunStatus? status = RunStatus.Read(project.Run);
        if (_launches.TryGetValue(project.Folder, out Launch? launch) && status?.Session == launch.SessionBefore)
        {
            if (launch.Process.HasExited && status is { State: RunState.Starting or RunState.Running })
            {
                // Somebody else was quicker, and the process that was started here was refused.
                return new ProjectState(StageOf(status, project.Run), Said(status), status);
            }

            return launch.Process.HasExited
                ? new ProjectState(ProjectStage.Failed, LastWords(project, launch) is { } words ? Phrase.Verbatim(words) : Phrase.Of($"The process ended with code {launch.Process.ExitCode}."), status)
                : new ProjectState(ProjectStage.Starting, Phrase.Of("Starting the process that trains"), status);
        }

        return status is null ? ProjectState.NotStarted : new ProjectState(StageOf(status, project.Run), Said(status), status);
    }

    public void Dispose()
    {
        foreach (Launch launch in _launches.Values)
        {
            launch.Process.Dispose(); // Lets go of it; it goes on.
        }
    }

    /// <summary>What the process that trains says, in English. Other languages have what it says most: what it does before the first step.</summary>
    private static Phrase? Said(RunStatus status)
    {
        const string Loading = "Loading the teacher, ";
        return status.Message switch
        {
            null => null,
            "Finding the pixels that any pose can reach" => Phrase.Of("Finding the pixels that any pose can reach"),
            { } message when message.StartsWith(Loading, StringComparison.Ordinal) => Phrase.Of($"Loading the teacher, {message[Loading.Length..]}"),
            { } message => Phrase.Verbatim(message),
        };
    }

    private static ProjectStage StageOf(RunStatus status, RunFolder run) => status.State switch
    {
        RunState.Starting or RunState.Running when StopRequest.IsPending(run) => ProjectStage.Stopping,
        RunState.Starting => ProjectStage.Starting,
        RunState.Running => ProjectStage.Running,
        RunState.Stopped => ProjectStage.Stopped,
        RunState.Interrupted => ProjectStage.Interrupted,
        RunState.DiskFull => ProjectStage.DiskFull,
        RunState.Finished => ProjectStage.Finished,
        _ => ProjectStage.Failed,
    };

    /// <summary>The last line that the process printed: its error. A log that it has not touched is of the run before.</summary>
    private static string? LastWords(DistillerProject project, Launch launch)
    {
        const string Prefix = "bunraku: ";
        try
        {
            string? line = FileStamp.Of(project.Run.Output) == launch.LogBefore ? launch.Words : File.ReadLines(project.Run.Output).LastOrDefault(line => line.Trim().Length > 0);
            return line is not null && line.StartsWith(Prefix, StringComparison.Ordinal) ? line[Prefix.Length..] : line;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed class Launch
    {
        private volatile string? _words;

        public Launch(Process process, (int Pid, DateTimeOffset Started)? sessionBefore, FileStamp logBefore)
        {
            (Process, SessionBefore, LogBefore) = (process, sessionBefore, logBefore);
            if (process.StartInfo.RedirectStandardError)
            {
                process.ErrorDataReceived += (_, line) => _words = string.IsNullOrWhiteSpace(line.Data) ? _words : line.Data;
                process.BeginErrorReadLine();
            }
        }

        public Process Process { get; }

        /// <summary>Which session the status was of until the process wrote its own.</summary>
        public (int Pid, DateTimeOffset Started)? SessionBefore { get; }

        public FileStamp LogBefore { get; }

        /// <summary>The last line that it printed before it had its log.</summary>
        public string? Words => _words;
    }
}
