namespace Bunraku.Core.Poses;

/// <summary>One of the 45 numbers of a pose.</summary>
/// <param name="Index">Its place in a pose, 0 to 44.</param>
/// <param name="Name">The published name, for example <c>eye_wink_left</c>. Left is the character's own left.</param>
/// <param name="Group">The group it belongs to, which gives its range and default.</param>
public sealed record PoseParameter(int Index, string Name, PoseGroup Group)
{
    /// <summary>Whether a value lies inside the published range.</summary>
    public bool Contains(float value) => value >= Group.Minimum && value <= Group.Maximum;
}
