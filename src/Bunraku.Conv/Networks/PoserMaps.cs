using System.Collections.Immutable;
using Bunraku.Conv.Maps;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Networks;

/// <summary>What the networks hand to each other, and what they give. All of it outlives a frame.</summary>
/// <param name="memory">Where it is kept.</param>
internal sealed class PoserMaps(EngineMemory memory)
{
    /// <summary>Channels and size of each of the 29 outputs, in the original's order.</summary>
    public static ImmutableArray<(int Channels, int Size)> Shapes { get; } =
    [
        (4, 512), (4, 512), (4, 512), (4, 512), (2, 512),
        (4, 256), (4, 256), (2, 256),
        (4, 192), (1, 192), (4, 192), (4, 192), (1, 192), (4, 192), (4, 192),
        (4, 128), (1, 128), (4, 128), (4, 128), (1, 128), (4, 128), (4, 128), (2, 128),
        (4, 128), (1, 128), (4, 128), (4, 128), (1, 128), (4, 128),
    ];

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

    /// <summary>The outputs by their number.</summary>
    public ImmutableArray<FeatureMap> Outputs { get; } = [.. Shapes.Select(shape => FeatureMap.Lasting(memory, shape.Channels, shape.Size))];
}
