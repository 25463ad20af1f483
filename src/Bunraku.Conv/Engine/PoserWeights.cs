using Bunraku.Conv.Preparation;

namespace Bunraku.Conv.Engine;

/// <summary>The tensors of the five networks.</summary>
internal sealed record PoserWeights(NetworkWeights Decomposer, NetworkWeights Combiner, NetworkWeights Face, NetworkWeights Rotator, NetworkWeights Editor);
