using System.Collections.Immutable;

namespace Bunraku.Mocap.Faces;

/// <summary>
/// The table of the 55 numbers of a face that can be adjusted, smoothed and watched one by one: the 52 blendshape weights in
/// the order of <see cref="Blendshape"/>, then the head's three angles.
/// </summary>
public static class FaceChannels
{
    /// <summary>The number of channels.</summary>
    public const int Count = Blendshapes.Count + 3;

    /// <summary>The first of the three head angles (x, y, z).</summary>
    public const int FirstHeadAngle = Blendshapes.Count;

    /// <summary>The names: those of the blendshapes, then <c>headX</c>, <c>headY</c>, <c>headZ</c>.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Blendshapes.Names, "headX", "headY", "headZ"];

    private static readonly ImmutableArray<ChannelGroup> Groups = [.. Names.Select(GroupOf)];

    /// <summary>The number of the channel of that exact name, or -1.</summary>
    public static int IndexOf(string name) => Names.IndexOf(name);

    /// <summary>The part of the face that a channel belongs to.</summary>
    public static ChannelGroup GroupOf(int channel) => Groups[channel];

    /// <summary>Copies the 55 numbers of a face, weights as they are and angles in radians.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than 55.</exception>
    public static void CopyFrom(FacePose face, Span<double> channels)
    {
        face.Weights.CopyTo(channels);
        channels[FirstHeadAngle] = face.HeadRotation.X;
        channels[FirstHeadAngle + 1] = face.HeadRotation.Y;
        channels[FirstHeadAngle + 2] = face.HeadRotation.Z;
    }

    /// <summary>The same face with its 55 numbers replaced.</summary>
    public static FacePose Replace(FacePose face, ReadOnlySpan<double> channels) => new(channels[..Blendshapes.Count])
    {
        HeadRotation = new EulerAngles(channels[FirstHeadAngle], channels[FirstHeadAngle + 1], channels[FirstHeadAngle + 2]),
        LeftEyeRotation = face.LeftEyeRotation,
        RightEyeRotation = face.RightEyeRotation,
        HeadPosition = face.HeadPosition,
        Timestamp = face.Timestamp,
        IsFaceFound = face.IsFaceFound,
    };

    private static ChannelGroup GroupOf(string name)
    {
        bool StartsWith(string prefix) => name.StartsWith(prefix, StringComparison.Ordinal);
        return StartsWith("head") ? ChannelGroup.Head
            : StartsWith("eyeLook") ? ChannelGroup.Gaze
            : StartsWith("eye") || StartsWith("cheekSquint") ? ChannelGroup.Eyes
            : StartsWith("brow") ? ChannelGroup.Brows
            : ChannelGroup.Mouth;
    }
}
