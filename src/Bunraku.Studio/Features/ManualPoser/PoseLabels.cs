using System.Collections.Frozen;
using Bunraku.Core.Poses;

namespace Bunraku.Studio.Features.ManualPoser;

/// <summary>What a pose group is called on a page.</summary>
/// <param name="Title">A short name.</param>
/// <param name="Low">What the lower end of a two-ended slider does; empty for one that begins at rest.</param>
/// <param name="High">What the upper end does.</param>
internal sealed record PoseLabel(string Title, string Low, string High);

/// <summary>The names of the pose groups and categories on a page. Directions are those of the picture as the viewer sees it.</summary>
internal static class PoseLabels
{
    private static readonly FrozenDictionary<string, PoseLabel> Known = new Dictionary<string, PoseLabel>
    {
        ["eyebrow_troubled"] = new("Troubled", "", "inner ends up"),
        ["eyebrow_angry"] = new("Angry", "", "inner ends down"),
        ["eyebrow_lowered"] = new("Lowered", "", "whole brow down"),
        ["eyebrow_raised"] = new("Raised", "", "whole brow up"),
        ["eyebrow_happy"] = new("Happy", "", "higher and more arched"),
        ["eyebrow_serious"] = new("Serious", "", "straighter and lower"),
        ["eye_wink"] = new("Wink", "", "closed, lid line curved down"),
        ["eye_happy_wink"] = new("Happy wink", "", "closed, lid line curved up"),
        ["eye_surprised"] = new("Surprised", "", "opened wide"),
        ["eye_relaxed"] = new("Relaxed", "", "closed with a flat lid line"),
        ["eye_unimpressed"] = new("Unimpressed", "", "upper lid cut flat"),
        ["eye_raised_lower_eyelid"] = new("Raised lower lid", "", "lower lid up"),
        ["iris_small"] = new("Small", "", "shrunk to a dot"),
        ["mouth_aaa"] = new("Ah", "", "the vowel of father"),
        ["mouth_iii"] = new("Ee", "", "the vowel of see"),
        ["mouth_uuu"] = new("Oo", "", "the vowel of moon"),
        ["mouth_eee"] = new("Eh", "", "the vowel of bed"),
        ["mouth_ooo"] = new("Oh", "", "the vowel of more"),
        ["mouth_delta"] = new("Delta", "", "a small open triangle"),
        ["mouth_lowered_corner"] = new("Corner down", "", "mouth corner down"),
        ["mouth_raised_corner"] = new("Corner up", "", "mouth corner up"),
        ["mouth_smirk"] = new("Smirk", "", "closed and stretched"),
        ["iris_rotation_x"] = new("Vertical", "down", "up"),
        ["iris_rotation_y"] = new("Turn", "right", "left"),
        ["head_x"] = new("Nod", "down", "up"),
        ["head_y"] = new("Turn", "right", "left"),
        ["neck_z"] = new("Tilt", "right", "left"),
        ["body_y"] = new("Turn", "right", "left"),
        ["body_z"] = new("Lean", "right", "left"),
        ["breathing"] = new("Breath", "", "inhaled"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The label of a group.</summary>
    public static PoseLabel Of(PoseGroup group) => Known[group.Name];

    /// <summary>The whole name of a slider, for screen readers and messages: <c>Head, nod</c>, or <c>Eyes, wink, left</c>.</summary>
    /// <param name="group">What it moves.</param>
    /// <param name="part">Which side of it, if it has two.</param>
    public static string Spoken(PoseGroup group, string part = "") =>
        $"{Title(group.Category)}, {Of(group).Title.ToLowerInvariant()}{(part.Length > 0 ? ", " + part : "")}";

    /// <summary>The whole name of a parameter's slider.</summary>
    public static string Spoken(PoseParameter parameter) => Spoken(parameter.Group, SideOf(parameter));

    /// <summary>The character's side that a parameter moves, or nothing where there are no two.</summary>
    public static string SideOf(PoseParameter parameter) => !parameter.Group.IsTwoSided ? "" : parameter.Index == parameter.Group.FirstIndex ? "left" : "right";

    /// <summary>The heading of a category's box.</summary>
    public static string Title(PoseCategory category) => category switch
    {
        PoseCategory.Eyebrow => "Eyebrows",
        PoseCategory.Eye => "Eyes",
        PoseCategory.IrisMorph => "Iris size",
        PoseCategory.IrisRotation => "Gaze",
        PoseCategory.Mouth => "Mouth",
        PoseCategory.FaceRotation => "Head",
        PoseCategory.BodyRotation => "Body",
        _ => "Breathing",
    };
}
