using Bunraku.Conv.Preparation;

namespace Bunraku.Conv.Engine;

/// <summary>The tensors of the five networks.</summary>
internal sealed record PoserWeights(NetworkTensors Decomposer, NetworkTensors Combiner, NetworkTensors Face, NetworkTensors Rotator, NetworkTensors Editor);
