using System.Collections.Immutable;

namespace Bunraku.Core.Images.Doctor;

/// <summary>
/// What <see cref="PictureDoctor.Mend"/> does to a picture, in this order: the background goes, soft edges are cleaned, other figures
/// and specks go, and the rest is laid onto the canvas. A report proposes one; the user may change every part.
/// </summary>
/// <param name="Placement">Where the picture comes to lie, in pixels of the picture as it was given.</param>
public sealed record MendPlan(Placement Placement)
{
    /// <summary>Makes a flat background transparent; null leaves it.</summary>
    public BackgroundCut? Background { get; init; }

    /// <summary>Clears faint pixels that lie apart from the character.</summary>
    public bool ClearsHaze { get; init; }

    /// <summary>Clears every half-transparent pixel that lies apart from solid ones: a glow or a shadow around the character.</summary>
    public bool ClearsHalo { get; init; }

    /// <summary>Gives half-transparent edges the colour of the solid pixels next to them, in place of a former background's.</summary>
    public bool CleansEdges { get; init; }

    /// <summary>Removes small spots that belong to nothing.</summary>
    public bool RemovesSpecks { get; init; }

    /// <summary>Removes all figures but the largest.</summary>
    public bool RemovesOtherFigures { get; init; }

    /// <summary>Where the user corrects the outline: marks from which the cut is computed, and the strokes of a brush, which come last.</summary>
    public ImmutableArray<CutStroke> Strokes { get; init; } = [];

    /// <summary>Whether the cut follows marks of the user.</summary>
    public bool HasMarks => Strokes.Any(stroke => stroke.IsMark);

    /// <summary>Whether only the placement changes anything.</summary>
    public bool OnlyPlaces => this == new MendPlan(Placement);
}
