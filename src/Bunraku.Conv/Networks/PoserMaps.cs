using System.Collections.Immutable;
using Bunraku.Conv.Maps;
using Bunraku.Conv.Outputs;
using Bunraku.Core.Teachers;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Networks;

/// <summary>What the networks hand to each other, and what they give. All of it outlives a frame.</summary>
/// <param name="memory">Where it is kept.</param>
internal sealed class PoserMaps(EngineMemory memory)
{
    private readonly ImmutableArray<FeatureMap> _outputs = [.. TeacherFamily.Tha3Separable.Outputs.Select(output => FeatureMap.Lasting(memory, output.Channels, output.Size))];

    /// <summary>The eyebrow crop of the picture.</summary>
    public SampledPicture EyebrowCrop { get; } = new(memory, 128);

    /// <summary>The decomposer's eyebrow layer.</summary>
    public SampledPicture Eyebrow { get; } = new(memory, 128);

    /// <summary>The face crop of the picture, with the new eyebrows.</summary>
    public SampledPicture FaceCrop { get; } = new(memory, 192);

    /// <summary>The picture with the posed face.</summary>
    public SampledPicture Morphed { get; } = new(memory, 512);

    /// <summary><see cref="Morphed"/> at half its size.</summary>
    public SampledPicture HalfMorphed { get; } = new(memory, 256);

    /// <summary>The map of an output.</summary>
    public FeatureMap this[SeparableOutput output] => output switch
    {
        SeparableOutput.DecomposerEyebrowLayer => Eyebrow.Map,
        SeparableOutput.FaceMorphed => Morphed.Map,
        _ => _outputs[(int)output],
    };
}
