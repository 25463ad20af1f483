using System.Text.Json;
using System.Text.Json.Serialization;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Json;

namespace Bunraku.Distillation.Runs;

/// <summary>
/// <c>status.json</c>: how a run goes, for programs that watch its folder. Rewritten about every second while it trains. The members are those of the
/// JSON, in camel case.
/// </summary>
public sealed record RunStatus
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n" };

    /// <summary>How it stands, as the process last said; see <see cref="Read"/>.</summary>
    public RunState State { get; init; }

    /// <summary>What is wrong, or what is being prepared; else null.</summary>
    public string? Message { get; init; }

    /// <summary>The process that trains or trained.</summary>
    public int Pid { get; init; }

    /// <summary>When that process began, UTC.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>Which process wrote this: to be compared for equality, because clocks may be set.</summary>
    [JsonIgnore]
    public (int Pid, DateTimeOffset Started) Session => (Pid, Started);

    /// <summary>When this was written, UTC.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>What computes the gradients: <c>simd</c>, <c>torch (cuda)</c>.</summary>
    public string? Backend { get; init; }

    /// <summary>The teacher.</summary>
    public string? Teacher { get; init; }

    /// <summary><c>face_morpher</c> or <c>body_morpher</c>: which is being trained.</summary>
    public string? Network { get; init; }

    /// <summary>The phase of its schedule, from 1.</summary>
    public int Phase { get; init; }

    /// <summary>The number of phases.</summary>
    public int Phases { get; init; }

    /// <summary>The examples this network has seen.</summary>
    public long ExamplesSeen { get; init; }

    /// <summary>The examples it is to see.</summary>
    public long ExamplesTotal { get; init; }

    /// <summary>The examples seen in the state on disk, from which the run would continue.</summary>
    public long ExamplesSaved { get; init; }

    /// <summary>The frames of the teacher that are in the bank for this network; null where every example has a new one.</summary>
    public int? FramesFinished { get; init; }

    /// <summary>The frames of the teacher that this network learns from; null where every example has a new one.</summary>
    public int? FramesTotal { get; init; }

    /// <summary>Of the last minute or so.</summary>
    public double ExamplesPerSecond { get; init; }

    /// <summary>The time until this network is trained, in seconds; null while unknown.</summary>
    public double? EtaSeconds { get; init; }

    /// <summary>The learning rate of the latest step.</summary>
    public double LearningRate { get; init; }

    /// <summary>The loss terms of the latest step, with their weights, and their sum as <c>loss</c>.</summary>
    public IReadOnlyDictionary<string, double> Losses { get; init; } = new Dictionary<string, double>();

    /// <summary>The processes that train together, by rank; null where there is one.</summary>
    public IReadOnlyList<ProcessStatus>? Processes { get; init; }

    /// <summary>The quality at the latest checkpoint in words; null before the first.</summary>
    public string? Quality { get; init; }

    /// <summary>The status of a run. Where its process ended without a word, the state is <see cref="RunState.Interrupted"/>.</summary>
    /// <returns>Null where the folder holds no run.</returns>
    public static RunStatus? Read(RunFolder run) => Judge(run, RunLock.IsTaken);

    /// <summary>The same, once it is certain: a process of another machine is watched for up to ten seconds.</summary>
    /// <exception cref="OperationCanceledException">The wait was ended.</exception>
    public static RunStatus? ReadPatiently(RunFolder run, CancellationToken stop) => Judge(run, run => RunLock.IsTakenForCertain(run, stop));

    private static RunStatus? Judge(RunFolder run, Func<RunFolder, bool> isTrained)
    {
        RunStatus? status = TryRead(run);
        return status is { State: RunState.Starting or RunState.Running } && !isTrained(run) ? status with { State = RunState.Interrupted, EtaSeconds = null } : status;
    }

    internal static RunStatus? TryRead(RunFolder run)
    {
        try
        {
            return File.Exists(run.Status) ? JsonInput.Deserialize<RunStatus>(File.ReadAllBytes(run.Status), run.Status, Json) : null;
        }
        catch (Exception error) when (error is BadInputException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// Writes the status whole. What cannot be written is left: a status never stops a training. It is not flushed to the disk, because after a power cut it
    /// would be out of date anyway.
    /// </summary>
    internal void TryWrite(RunFolder run)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(this, Json);
        string aside = run.Status + ".new";
        try
        {
            File.WriteAllBytes(aside, json);
            PatientMove.File(aside, run.Status, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            TryOverwrite(run, json);
        }
    }

    /// <summary>On a full disk the blocks of the old status can still be used.</summary>
    private static void TryOverwrite(RunFolder run, byte[] json)
    {
        try
        {
            File.Delete(run.Status + ".new");
            using var file = new FileStream(run.Status, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
            file.Write(json);
            file.SetLength(json.Length);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
        }
    }
}
