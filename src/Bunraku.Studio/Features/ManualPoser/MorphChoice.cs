using System.Collections.Immutable;
using Bunraku.Core.Poses;

namespace Bunraku.Studio.Features.ManualPoser;

/// <summary>A box of morphs: the groups of one category, the chosen one, and its two sliders. The sliders stay where they are when another group is chosen.</summary>
public sealed class MorphChoice(PoseCategory category)
{
    /// <summary>What the box moves.</summary>
    public PoseCategory Category { get; } = category;

    /// <summary>The groups to choose from.</summary>
    public ImmutableArray<PoseGroup> Groups { get; } = [.. PoseParameters.Groups.Where(group => group.Category == category)];

    /// <summary>The chosen group: the first one to begin with.</summary>
    public PoseGroup Selected { get; internal set; } = PoseParameters.Groups.First(group => group.Category == category);

    /// <summary>The left slider, which alone moves a one-sided group.</summary>
    public float Left { get; internal set; }

    /// <summary>The right slider.</summary>
    public float Right { get; internal set; }

    /// <summary>Whether left and right move together.</summary>
    public bool IsLinked { get; internal set; }
}
