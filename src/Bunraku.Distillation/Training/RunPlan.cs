using Bunraku.Core.Checkpoints;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Schedules;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Training;

/// <summary>The plan for one network of a run.</summary>
/// <param name="Network">The network.</param>
/// <param name="Schedule">How long and how fast it learns.</param>
/// <param name="Seed0">What initial weights and the order of examples depend on.</param>
/// <param name="BeginsTuned">Whether it begins as is good for a short training; see <see cref="InitialWeights"/>.</param>
/// <param name="UsesSoap">Whether the optimizer is SOAP, else Adam.</param>
/// <param name="Seed1">What the sample pictures depend on.</param>
/// <param name="BatchSize">Examples of a step.</param>
/// <param name="Frames">From how many frames of the teacher it learns; null for a new one in every example.</param>
/// <param name="SampleInterval">Examples between two sample pictures; null for none.</param>
/// <param name="CheckpointInterval">Examples between two checkpoints.</param>
/// <param name="SnapshotInterval">Examples between two snapshots.</param>
internal sealed record RunPlan(
    NetworkRun Network, NetworkSchedule Schedule, ulong Seed0, bool BeginsTuned, bool UsesSoap, ulong Seed1, int BatchSize, int? Frames, int? SampleInterval, int CheckpointInterval, int SnapshotInterval)
{
    private const int PublishedCheckpointInterval = 100_000;

    public static RunPlan ForFace(DistillationConfig config) => Of(NetworkRun.Face, config, config.Face, config.Frames?.Face, config.Schedule.FaceFor, TrainingSchedule.Published.Face);

    public static RunPlan ForBody(DistillationConfig config) => Of(NetworkRun.Body, config, config.Body, config.Frames?.Body, config.Schedule.BodyFor, TrainingSchedule.Published.Body);

    /// <summary>The state of an untrained network.</summary>
    public TrainingState Begin()
    {
        StateDict weights = !BeginsTuned ? InitialWeights.Of(Network.Layers, Seed0)
            : Network == NetworkRun.Face ? InitialWeights.WideFace(Seed0)
            : InitialWeights.StillBody(Seed0);
        return new TrainingState(0, weights, UsesSoap ? AdamState.NewSoapFor(weights) : AdamState.NewFor(weights));
    }

    /// <summary>Whether a state is that of a network that has seen its whole schedule.</summary>
    public bool IsDone(TrainingState state) => state.ExamplesSeen >= Schedule.Total;

    private static RunPlan Of(NetworkRun network, DistillationConfig config, NetworkConfig own, int? frames, Func<int, NetworkSchedule> scheduleFor, NetworkSchedule published)
    {
        int batch = own.BatchSize / config.NumGpus * config.NumGpus;
        NetworkSchedule schedule = scheduleFor(batch);
        bool isPublished = schedule == published;
        int checkpoints = config.CheckpointInterval ?? (int)Math.Min(PublishedCheckpointInterval, isPublished ? PublishedCheckpointInterval : Math.Max(1, schedule.Total / 10));

        // A short training would otherwise end before its first sample picture.
        int? samples = isPublished || own.SampleInterval is null ? own.SampleInterval : Math.Min(own.SampleInterval.Value, checkpoints);
        return new RunPlan(network, schedule, own.Seed0, config.InitialWeights == "tuned", config.Optimizer == "soap", own.Seed1, batch, frames, samples, checkpoints, config.SnapshotInterval);
    }
}
