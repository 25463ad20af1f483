using Bunraku.Core.Checkpoints;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Runs;

/// <summary>
/// Everything that the training of one network needs to continue as if it had never stopped. Poses, their order and the drawing of blocks are functions
/// of the configured seeds and <see cref="ExamplesSeen"/>, so there is no other random state and no other position in the data.
/// </summary>
/// <param name="ExamplesSeen">Examples shown so far.</param>
/// <param name="Weights">The network.</param>
/// <param name="Optimizer">Adam's state.</param>
internal sealed record TrainingState(long ExamplesSeen, StateDict Weights, AdamState Optimizer);
