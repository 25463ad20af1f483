using System.Collections.Immutable;
using Bunraku.Core.Characters;

namespace Bunraku.Distillation.Runs;

/// <summary>One of the two networks that a run trains.</summary>
/// <param name="Name">Its folder in the run: <c>face_morpher</c> or <c>body_morpher</c>.</param>
/// <param name="Layers">Its layers.</param>
public sealed record NetworkRun(string Name, ImmutableArray<LayerSpec> Layers)
{
    public static NetworkRun Face { get; } = new("face_morpher", StudentNetworks.Face);

    public static NetworkRun Body { get; } = new("body_morpher", StudentNetworks.Body);
}
