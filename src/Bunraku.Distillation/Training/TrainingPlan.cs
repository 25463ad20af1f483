using Bunraku.Core.Checkpoints;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Schedules;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Training;

/// <summary>What is to be done with one network, all of it settled.</summary>
/// <param name="Network">The network.</param>
/// <param name="Schedule">How long and how fast it learns.</param>
/// <param name="Seed0">What initial weights and the order of examples depend on.</param>
/// <param name="BeginsTuned">Whether it begins as is good for a short training; see <see cref="InitialWeights"/>.</param>
/// <param name="UsesSoap">Whether the optimizer is SOAP, else Adam.</param>
/// <param name="Seed1">What the sample pictures depend on.</param>
/// <param name="BatchSize">Examples of a step.</param>
/// <param name="SampleInterval">Examples between two sample pictures; null for none.</param>
/// <param name="CheckpointInterval">Examples between two checkpoints.</param>
/// <param name="SnapshotInterval">Examples between two snapshots.</param>
internal sealed record TrainingPlan(
    TrainedNetwork Network, NetworkSchedule Schedule, ulong Seed0, bool BeginsTuned, bool UsesSoap, ulong Seed1, int BatchSize, int? SampleInterval, int CheckpointInterval, int SnapshotInterval)
{
    private const int PublishedCheckpointInterval = 100_000;

    public static TrainingPlan ForFace(DistillationConfig config) => Of(TrainedNetwork.Face, config, config.Face, config.Schedule.Face, TrainingSchedule.Published.Face);

    public static TrainingPlan ForBody(DistillationConfig config) => Of(TrainedNetwork.Body, config, config.Body, config.Schedule.Body, TrainingSchedule.Published.Body);

    /// <summary>The state of an untrained network.</summary>
    public TrainingState Begin()
    {
        StateDict weights = !BeginsTuned ? InitialWeights.Of(Network.Layers, Seed0)
            : Network == TrainedNetwork.Face ? InitialWeights.WideFace(Seed0)
            : InitialWeights.StillBody(Seed0);
        return new TrainingState(0, weights, UsesSoap ? AdamState.NewSoapFor(weights) : AdamState.NewFor(weights));
    }

    private static TrainingPlan Of(TrainedNetwork network, DistillationConfig config, NetworkConfig own, NetworkSchedule schedule, NetworkSchedule published)
    {
        bool isPublished = schedule == published;
        int checkpoints = config.CheckpointInterval ?? (int)Math.Min(PublishedCheckpointInterval, isPublished ? PublishedCheckpointInterval : Math.Max(1, schedule.Total / 10));

        // A short training would otherwise end before its first sample picture.
        int? samples = isPublished || own.SampleInterval is null ? own.SampleInterval : Math.Min(own.SampleInterval.Value, checkpoints);
        int batch = own.BatchSize / config.NumGpus * config.NumGpus;
        return new TrainingPlan(network, schedule, own.Seed0, config.InitialWeights == "tuned", config.Optimizer == "soap", own.Seed1, batch, samples, checkpoints, config.SnapshotInterval);
    }
}
