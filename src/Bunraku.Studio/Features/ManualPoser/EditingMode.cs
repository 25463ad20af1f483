namespace Bunraku.Studio.Features.ManualPoser;

/// <summary>How many morphs of a box may act at once.</summary>
public enum EditingMode
{
    /// <summary>Only the chosen morph of each box, as in the published program.</summary>
    OneMorph,

    /// <summary>All of them, each with its own sliders.</summary>
    AllMorphs,
}
