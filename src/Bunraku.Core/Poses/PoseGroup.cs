namespace Bunraku.Core.Poses;

/// <summary>
/// A group of pose parameters. A two-sided group owns two neighbouring indices, the character's left first, then its right;
/// a one-sided group owns one index, and its parameter has the group's name.
/// </summary>
/// <param name="Name">The published name, for example <c>eye_wink</c>.</param>
/// <param name="Category">What the group moves.</param>
/// <param name="FirstIndex">The index of its first parameter in a pose.</param>
/// <param name="IsTwoSided">Whether it has a left and a right parameter.</param>
/// <param name="Minimum">The lower end of the range.</param>
/// <param name="Maximum">The upper end of the range.</param>
/// <param name="Default">The published default value (1 for <c>mouth_aaa</c>, 0 for all others).</param>
public sealed record PoseGroup(
    string Name,
    PoseCategory Category,
    int FirstIndex,
    bool IsTwoSided,
    float Minimum,
    float Maximum,
    float Default);
