using System.Collections.Immutable;
using Bunraku.Core.Characters;

namespace Bunraku.Distillation.Runs;

/// <summary>One of the two networks that a run trains.</summary>
/// <param name="Name">Its folder in the run: <c>face_morpher</c> or <c>body_morpher</c>.</param>
/// <param name="Layers">Its layers.</param>
public sealed record NetworkRun(string Name, ImmutableArray<LayerSpec> Layers)
{
    /// <summary>The network that draws the face crop of 128 x 128.</summary>
    public static NetworkRun Face { get; } = new("face_morpher", StudentNetworks.Face);

    /// <summary>The network that warps the whole picture.</summary>
    public static NetworkRun Body { get; } = new("body_morpher", StudentNetworks.Body);
}
