namespace Bunraku.Mocap.Faces;

/// <summary>The parts of a face that move alike, and so share their smoothing.</summary>
public enum ChannelGroup
{
    /// <summary>The eyebrows.</summary>
    Brows,

    /// <summary>The eyelids, and the cheeks that press them.</summary>
    Eyes,

    /// <summary>The direction of the eyes.</summary>
    Gaze,

    /// <summary>Mouth, jaw and tongue.</summary>
    Mouth,

    /// <summary>The three angles of the head.</summary>
    Head,
}
