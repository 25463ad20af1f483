using System.Collections.Frozen;
using System.Collections.Immutable;
using static Bunraku.Core.Poses.PoseCategory;

namespace Bunraku.Core.Poses;

/// <summary>
/// The table of the 45 pose parameters, in the published order. Source: the parameter table of
/// <c>pkhungurn/talking-head-anime-4-demo</c>.
/// </summary>
public static class PoseParameters
{
    /// <summary>The number of values in a pose.</summary>
    public const int Count = 45;

    /// <summary>The first values of a pose, which alone the face network of a student sees.</summary>
    public const int FaceCount = 39;

    /// <summary>All groups, in the order of their indices.</summary>
    public static ImmutableArray<PoseGroup> Groups { get; } = CreateGroups();

    /// <summary>All parameters; the parameter with index i is at position i.</summary>
    public static ImmutableArray<PoseParameter> All { get; } = [.. Groups.SelectMany(ParametersOf)];

    private static readonly FrozenDictionary<string, PoseParameter> ByName =
        All.ToFrozenDictionary(parameter => parameter.Name, StringComparer.Ordinal);

    /// <summary>Looks a parameter up by its exact published name.</summary>
    public static bool TryFind(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out PoseParameter? parameter) =>
        ByName.TryGetValue(name, out parameter);

    private static ImmutableArray<PoseGroup> CreateGroups()
    {
        var groups = ImmutableArray.CreateBuilder<PoseGroup>();
        int index = 0;

        void Add(PoseCategory category, bool twoSided, float minimum, params ReadOnlySpan<string> names)
        {
            foreach (string name in names)
            {
                float defaultValue = name == "mouth_aaa" ? 1f : 0f;
                groups.Add(new PoseGroup(name, category, index, twoSided, minimum, 1f, defaultValue));
                index += twoSided ? 2 : 1;
            }
        }

        Add(Eyebrow, true, 0f, "eyebrow_troubled", "eyebrow_angry", "eyebrow_lowered", "eyebrow_raised", "eyebrow_happy", "eyebrow_serious");
        Add(Eye, true, 0f, "eye_wink", "eye_happy_wink", "eye_surprised", "eye_relaxed", "eye_unimpressed", "eye_raised_lower_eyelid");
        Add(IrisMorph, true, 0f, "iris_small");
        Add(Mouth, false, 0f, "mouth_aaa", "mouth_iii", "mouth_uuu", "mouth_eee", "mouth_ooo", "mouth_delta");
        Add(Mouth, true, 0f, "mouth_lowered_corner", "mouth_raised_corner");
        Add(Mouth, false, 0f, "mouth_smirk");
        Add(IrisRotation, false, -1f, "iris_rotation_x", "iris_rotation_y");
        Add(FaceRotation, false, -1f, "head_x", "head_y", "neck_z");
        Add(BodyRotation, false, -1f, "body_y", "body_z");
        Add(Breathing, false, 0f, "breathing");
        return groups.ToImmutable();
    }

    private static PoseParameter[] ParametersOf(PoseGroup group) => group.IsTwoSided
        ? [new(group.FirstIndex, group.Name + "_left", group), new(group.FirstIndex + 1, group.Name + "_right", group)]
        : [new(group.FirstIndex, group.Name, group)];
}
