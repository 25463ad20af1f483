using System.Collections.Immutable;
using Bunraku.Conv.Engine;
using Bunraku.Conv.Preparation;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;

namespace Bunraku.Conv;

/// <summary>The weights of the five networks of THA3's variant <c>separable</c>, as they were read from their files.</summary>
public sealed class SeparableWeights
{
    private readonly ImmutableArray<NetworkTensors> _networks;

    /// <summary>Takes the tensors as they are. A <see cref="SeparablePoser"/> checks their names and shapes when it packs them.</summary>
    /// <param name="networks">The tensors of each network by the network's name, which are those of <see cref="NetworkNames"/>.</param>
    /// <exception cref="BadInputException">A network is missing.</exception>
    public SeparableWeights(IReadOnlyDictionary<string, StateDict> networks) =>
        _networks = [.. NetworkNames.Select(name => networks.TryGetValue(name, out StateDict? tensors)
            ? new NetworkTensors(name, tensors)
            : throw new BadInputException($"The weights of the network {name} are missing. The variant separable of THA3 has five networks: {string.Join(", ", NetworkNames)}."))];

    /// <summary>The published names of the five networks, in the order in which a picture passes through them.</summary>
    public static ImmutableArray<string> NetworkNames { get; } =
        ["eyebrow_decomposer", "eyebrow_morphing_combiner", "face_morpher", "two_algo_face_body_rotator", "editor"];

    internal PoserWeights ForEngine => new(_networks[0], _networks[1], _networks[2], _networks[3], _networks[4]);
}
