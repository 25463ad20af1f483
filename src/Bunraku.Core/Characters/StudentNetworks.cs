using System.Collections.Immutable;
using Bunraku.Core.Checkpoints;

namespace Bunraku.Core.Characters;

/// <summary>A 1x1 convolution of a student network, as it is stored.</summary>
/// <param name="KeyPrefix">The state-dict key without <c>.weight</c> or <c>.bias</c>.</param>
/// <param name="Inputs">Input channels.</param>
/// <param name="Outputs">Output channels.</param>
/// <param name="IsSine">Whether the sine follows (every layer but the last).</param>
public sealed record LayerSpec(string KeyPrefix, int Inputs, int Outputs, bool IsSine);

/// <summary>
/// The layers of the two published student networks, in the order of their files. Source: "mode 14" of
/// <c>pkhungurn/talking-head-anime-4-demo</c>.
/// </summary>
public static class StudentNetworks
{
    /// <summary>The factor inside every sine: y = sin(Omega0 * (W x + b)).</summary>
    public const float Omega0 = 30f;

    /// <summary>Omega0 / pi: sin(Omega0 * x) = sin(pi * SineFactor * x), whose argument counts half turns.</summary>
    public const float SineFactor = (float)(Omega0 / Math.PI);

    /// <summary>
    /// The face network on 128x128: inputs x, y and 39 pose values; outputs R, G, B, A.
    /// </summary>
    public static ImmutableArray<LayerSpec> Face { get; } =
    [
        new("siren.sine_layers.0.linear", 41, 128, true),
        .. Enumerable.Range(1, 7).Select(k => new LayerSpec($"siren.sine_layers.{k}.linear", 128, 128, true)),
        new("siren.last_linear", 128, 4, false),
    ];

    /// <summary>
    /// The body network: three levels (128, 256, 512 pixels wide) of three layers, then the last layer. The first layer of level 0
    /// sees x, y and 45 pose values; that of levels 1 and 2 sees the upsampled features, then x, y, then the pose. Outputs:
    /// grid change x, y; alpha; colour change R, G, B, A.
    /// </summary>
    public static ImmutableArray<LayerSpec> Body { get; } =
    [
        new("siren_layers.0.0.linear", 47, 360, true),
        new("siren_layers.0.1.linear", 360, 360, true),
        new("siren_layers.0.2.linear", 360, 180, true),
        new("siren_layers.1.0.linear", 227, 180, true),
        new("siren_layers.1.1.linear", 180, 180, true),
        new("siren_layers.1.2.linear", 180, 90, true),
        new("siren_layers.2.0.linear", 137, 90, true),
        new("siren_layers.2.1.linear", 90, 90, true),
        new("siren_layers.2.2.linear", 90, 90, true),
        new("last_linear", 90, 7, false),
    ];

    /// <summary>The tensors of the face network in the order of its file.</summary>
    public static ImmutableArray<TensorSpec> FaceTensors { get; } = TensorsOf(Face);

    /// <summary>The tensors of the body network in the order of its file.</summary>
    public static ImmutableArray<TensorSpec> BodyTensors { get; } = TensorsOf(Body);

    private static ImmutableArray<TensorSpec> TensorsOf(ImmutableArray<LayerSpec> layers) =>
    [
        .. layers.SelectMany(layer => new[]
        {
            new TensorSpec($"{layer.KeyPrefix}.weight", layer.Outputs, layer.Inputs, 1, 1),
            new TensorSpec($"{layer.KeyPrefix}.bias", layer.Outputs),
        }),
    ];
}
