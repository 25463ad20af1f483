using System.Collections.Frozen;
using Bunraku.Core.Errors;
using Bunraku.Core.Poses;

namespace Bunraku.Studio.Features.ManualPoser;

/// <summary>What a pose group is called on a page.</summary>
/// <param name="Title">A short name.</param>
/// <param name="Inside">The short name inside a longer one.</param>
/// <param name="High">What the upper end of a slider does.</param>
/// <param name="Low">What the lower end of a two-ended slider does; null for one that begins at rest.</param>
internal sealed record PoseLabel(Phrase Title, Phrase Inside, Phrase High, Phrase? Low = null);

/// <summary>The names of the pose groups and categories on a page. Directions are those of the picture as the viewer sees it.</summary>
internal static class PoseLabels
{
    /// <summary>The character's left side, or that end of a slider.</summary>
    public static readonly Phrase Left = Phrase.Of("left");

    /// <summary>The character's right side, or that end of a slider.</summary>
    public static readonly Phrase Right = Phrase.Of("right");

    private static readonly FrozenDictionary<string, PoseLabel> Known = new Dictionary<string, PoseLabel>
    {
        ["eyebrow_troubled"] = new(Phrase.Of("Troubled"), Phrase.Of("troubled"), Phrase.Of("inner ends up")),
        ["eyebrow_angry"] = new(Phrase.Of("Angry"), Phrase.Of("angry"), Phrase.Of("inner ends down")),
        ["eyebrow_lowered"] = new(Phrase.Of("Lowered"), Phrase.Of("lowered"), Phrase.Of("whole brow down")),
        ["eyebrow_raised"] = new(Phrase.Of("Raised"), Phrase.Of("raised"), Phrase.Of("whole brow up")),
        ["eyebrow_happy"] = new(Phrase.Of("Happy"), Phrase.Of("happy"), Phrase.Of("higher and more arched")),
        ["eyebrow_serious"] = new(Phrase.Of("Serious"), Phrase.Of("serious"), Phrase.Of("straighter and lower")),
        ["eye_wink"] = new(Phrase.Of("Wink"), Phrase.Of("wink"), Phrase.Of("closed, lid line curved down")),
        ["eye_happy_wink"] = new(Phrase.Of("Happy wink"), Phrase.Of("happy wink"), Phrase.Of("closed, lid line curved up")),
        ["eye_surprised"] = new(Phrase.Of("Surprised"), Phrase.Of("surprised"), Phrase.Of("opened wide")),
        ["eye_relaxed"] = new(Phrase.Of("Relaxed"), Phrase.Of("relaxed"), Phrase.Of("closed with a flat lid line")),
        ["eye_unimpressed"] = new(Phrase.Of("Unimpressed"), Phrase.Of("unimpressed"), Phrase.Of("upper lid cut flat")),
        ["eye_raised_lower_eyelid"] = new(Phrase.Of("Raised lower lid"), Phrase.Of("raised lower lid"), Phrase.Of("lower lid up")),
        ["iris_small"] = new(Phrase.Of("Small"), Phrase.Of("small"), Phrase.Of("shrunk to a dot")),
        ["mouth_aaa"] = new(Phrase.Of("Ah"), Phrase.Of("ah"), Phrase.Of("the vowel of father")),
        ["mouth_iii"] = new(Phrase.Of("Ee"), Phrase.Of("ee"), Phrase.Of("the vowel of see")),
        ["mouth_uuu"] = new(Phrase.Of("Oo"), Phrase.Of("oo"), Phrase.Of("the vowel of moon")),
        ["mouth_eee"] = new(Phrase.Of("Eh"), Phrase.Of("eh"), Phrase.Of("the vowel of bed")),
        ["mouth_ooo"] = new(Phrase.Of("Oh"), Phrase.Of("oh"), Phrase.Of("the vowel of more")),
        ["mouth_delta"] = new(Phrase.Of("Delta"), Phrase.Of("delta"), Phrase.Of("a small open triangle")),
        ["mouth_lowered_corner"] = new(Phrase.Of("Corner down"), Phrase.Of("corner down"), Phrase.Of("mouth corner down")),
        ["mouth_raised_corner"] = new(Phrase.Of("Corner up"), Phrase.Of("corner up"), Phrase.Of("mouth corner up")),
        ["mouth_smirk"] = new(Phrase.Of("Smirk"), Phrase.Of("smirk"), Phrase.Of("closed and stretched")),
        ["iris_rotation_x"] = new(Phrase.Of("Vertical"), Phrase.Of("vertical"), Phrase.Of("up"), Phrase.Of("down")),
        ["iris_rotation_y"] = new(Phrase.Of("Turn"), Phrase.Of("turn"), Left, Right),
        ["head_x"] = new(Phrase.Of("Nod"), Phrase.Of("nod"), Phrase.Of("up"), Phrase.Of("down")),
        ["head_y"] = new(Phrase.Of("Turn"), Phrase.Of("turn"), Left, Right),
        ["neck_z"] = new(Phrase.Of("Tilt"), Phrase.Of("tilt"), Left, Right),
        ["body_y"] = new(Phrase.Of("Turn"), Phrase.Of("turn"), Left, Right),
        ["body_z"] = new(Phrase.Of("Lean"), Phrase.Of("lean"), Left, Right),
        ["breathing"] = new(Phrase.Of("Breath"), Phrase.Of("breath"), Phrase.Of("inhaled")),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The label of a group.</summary>
    public static PoseLabel Of(PoseGroup group) => Known[group.Name];

    /// <summary>The whole name of a slider, for screen readers and messages: <c>Head, nod</c>, or <c>Eyes, wink, left</c>.</summary>
    /// <param name="group">What it moves.</param>
    /// <param name="part">Which side of it, if it has two.</param>
    public static Phrase Spoken(PoseGroup group, Phrase? part = null) => part is null
        ? Phrase.Of($"{Title(group.Category)}, {Of(group).Inside}")
        : Phrase.Of($"{Title(group.Category)}, {Of(group).Inside}, {part}");

    /// <summary>The whole name of a parameter's slider.</summary>
    public static Phrase Spoken(PoseParameter parameter) => Spoken(parameter.Group, SideOf(parameter));

    /// <summary>The character's side that a parameter moves, or null where there are no two.</summary>
    public static Phrase? SideOf(PoseParameter parameter) => !parameter.Group.IsTwoSided ? null : parameter.Index == parameter.Group.FirstIndex ? Left : Right;

    /// <summary>The heading of a category's box.</summary>
    public static Phrase Title(PoseCategory category) => category switch
    {
        PoseCategory.Eyebrow => Phrase.Of("Eyebrows"),
        PoseCategory.Eye => Phrase.Of("Eyes"),
        PoseCategory.IrisMorph => Phrase.Of("Iris size"),
        PoseCategory.IrisRotation => Phrase.Of("Gaze"),
        PoseCategory.Mouth => Phrase.Of("Mouth"),
        PoseCategory.FaceRotation => Phrase.Of("Head"),
        PoseCategory.BodyRotation => Phrase.Of("Body"),
        _ => Phrase.Of("Breathing"),
    };
}
