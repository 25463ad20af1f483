namespace Bunraku.Mocap.Faces;

/// <summary>The parts of a face that move alike, and so share their smoothing.</summary>
public enum ChannelGroup
{
    Brows,
    Eyes,
    Gaze,
    Mouth,
    Head,
}
