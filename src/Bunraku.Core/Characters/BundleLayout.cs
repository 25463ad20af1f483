using System.Collections.Immutable;

namespace Bunraku.Core.Characters;

/// <summary>Which sections of a <see cref="CharacterBundle"/> hold a student.</summary>
public static class BundleLayout
{
    /// <summary>The picture: a PNG.</summary>
    public const string Picture = "picture";

    /// <summary>The pixels that any pose can reach, [512, 512] flags.</summary>
    public const string Mask = "mask";

    /// <summary>The poses of the self-test, [poses, 45].</summary>
    public const string TestPoses = "test.poses";

    /// <summary>Where the self-test looks, [points, 2]: row and column.</summary>
    public const string TestPoints = "test.points";

    /// <summary>What is there, [poses, points, 4]: R, G, B, A in the network convention.</summary>
    public const string TestValues = "test.values";

    /// <summary>The layers of the face network.</summary>
    public static ImmutableArray<BundleLayer> Face { get; } = Of("face", StudentNetworks.Face);

    /// <summary>The layers of the body network.</summary>
    public static ImmutableArray<BundleLayer> Body { get; } = Of("body", StudentNetworks.Body);

    private static ImmutableArray<BundleLayer> Of(string network, ImmutableArray<LayerSpec> layers) =>
    [
        .. layers.Select((layer, i) => new BundleLayer(
            $"{network}.{i}",
            layer,
            Features: i == 0 ? 0 : layers[i - 1].Outputs,
            SeesPose: i == 0 || layer.Inputs != layers[i - 1].Outputs)),
    ];
}

/// <summary>A layer in a bundle.</summary>
/// <param name="Prefix">What the names of its sections begin with.</param>
/// <param name="Spec">The layer.</param>
/// <param name="Features">How many of its inputs come from the layer before.</param>
/// <param name="SeesPose">Whether position and pose follow: the first layer of a level.</param>
public sealed record BundleLayer(string Prefix, LayerSpec Spec, int Features, bool SeesPose)
{
    /// <summary>The matrix, or the columns of the features; [outputs, features].</summary>
    public string Matrix => Prefix + ".matrix";

    /// <summary>The factors of x, then of y; [2, outputs].</summary>
    public string Position => Prefix + ".position";

    /// <summary>The factors of the pose, [outputs, pose values].</summary>
    public string Pose => Prefix + ".pose";

    /// <summary>The bias, [outputs].</summary>
    public string Bias => Prefix + ".bias";

    /// <summary>How many pose values it sees, where it sees any.</summary>
    public int PoseSize => Spec.Inputs - Features - 2;
}
