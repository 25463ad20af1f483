using Bunraku.Core.Checkpoints;

namespace Bunraku.Core.Characters;

/// <summary>The named tensors of a student's two networks, with exactly the published keys and shapes.</summary>
/// <param name="Face">The face network; see <see cref="StudentNetworks.Face"/>.</param>
/// <param name="Body">The body network; see <see cref="StudentNetworks.Body"/>.</param>
public sealed record StudentWeights(StateDict Face, StateDict Body);
