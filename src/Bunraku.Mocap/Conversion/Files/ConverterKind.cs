namespace Bunraku.Mocap.Conversion.Files;

/// <summary>Which of the two published converters a file of faces is meant for; it decides the format of the poses' file.</summary>
public enum ConverterKind
{
    /// <summary>Faces of a phone: weights and the angles of head and eyes.</summary>
    IFacialMocap,

    /// <summary>Faces of a webcam: weights and the head's transformation matrix.</summary>
    MediaPipe,
}
