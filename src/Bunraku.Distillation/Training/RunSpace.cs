using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Runs;

namespace Bunraku.Distillation.Training;

/// <summary>The room that a run takes on the disk, estimated before it begins.</summary>
public static class RunSpace
{
    private const long MegaByte = 1_000_000;

    /// <summary>About 25 000 logged iterations with their terms.</summary>
    private const long LogBytes = 4 * MegaByte;

    /// <summary>What is there at the same time: the newest state, the one before it, and the one that is being written.</summary>
    private const int Snapshots = 3;

    /// <summary>What the run of a configuration holds when it is finished, in bytes.</summary>
    public static long Of(DistillationConfig config)
    {
        RunPlan face = RunPlan.ForFace(config);
        RunPlan body = RunPlan.ForBody(config);
        return Of(face, config.Optimizer, sampleBytes: MegaByte / 2) + Of(body, config.Optimizer, sampleBytes: 8 * MegaByte) + WeightBytes(face.Network) + WeightBytes(body.Network) + MegaByte;
    }

    /// <summary>What the frames of a teacher hold at most: a body's 0.9 MB and a face's 0.05 MB were measured, and a noisy teacher needs more.</summary>
    public static long Of(FrameLimits frames) => (2 * MegaByte * frames.Body) + (MegaByte / 10 * frames.Face);

    /// <summary>What is still to come in a run that is there in part, in bytes: never less than the states of one moment.</summary>
    public static long Needed(DistillationConfig config, RunFolder run)
    {
        long there = new[] { run.NetworkFolder(NetworkRun.Face), run.NetworkFolder(NetworkRun.Body), run.CharacterModel }.Sum(BytesIn);
        long least = Snapshots * StateBytes(NetworkRun.Body, config.Optimizer);
        return Math.Max(least, Of(config) - there);
    }

    /// <summary>What is free where a folder lies, in bytes; null where the system does not tell.</summary>
    public static long? FreeAt(string folder)
    {
        try
        {
            return new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>What to tell a user when so much does not fit, or null when it does.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="needed">Bytes.</param>
    /// <param name="free">Bytes; null for unknown.</param>
    public static Phrase? Problem(string folder, long needed, long? free) => free is { } bytes && bytes < needed
        ? Phrase.Of($"The training needs about {Words(needed)} more in {folder}, but only {Words(bytes)} are free there: free some space, or choose fewer sample pictures and checkpoints.")
        : null;

    /// <summary>A number of bytes as a person reads it: <c>1.4 GB</c>, <c>230 MB</c>.</summary>
    public static string Words(long bytes) => bytes >= 1000 * MegaByte
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes / 1e9:0.#} GB")
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(bytes + MegaByte - 1) / MegaByte} MB");

    private static long Of(RunPlan plan, string optimizer, long sampleBytes)
    {
        long checkpoints = (plan.Schedule.Total / plan.CheckpointInterval) + 2; // The untrained one, and one at the end where that is no multiple.
        long samples = plan.SampleInterval is { } interval ? plan.Schedule.Total / interval : 0;
        return ((checkpoints + Snapshots) * StateBytes(plan.Network, optimizer)) + (samples * sampleBytes) + LogBytes;
    }

    /// <summary>The weights and Adam's two moments of them; with SOAP four squares for each layer, two as large as its outputs and two as its inputs.</summary>
    private static long StateBytes(NetworkRun network, string optimizer) =>
        (3 * WeightBytes(network)) + (optimizer == "soap" ? network.Layers.Sum((LayerSpec layer) => 4L * 2 * ((layer.Outputs * layer.Outputs) + (layer.Inputs * layer.Inputs))) : 0);

    private static long WeightBytes(NetworkRun network) => network.Layers.Sum((LayerSpec layer) => 4L * layer.Outputs * (layer.Inputs + 1));

    private static long BytesIn(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) : 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return 0; // A folder that is swapped at this moment.
        }
    }
}
