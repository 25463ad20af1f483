using System.Collections.Immutable;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Calibration;

/// <summary>Something that the user does in front of the camera, for as long as it is watched.</summary>
/// <param name="Title">Its name.</param>
/// <param name="Request">What the user is asked to do.</param>
/// <param name="Channels">The blendshapes that should move as far as they ever do; none while the face rests.</param>
public sealed record CalibrationStep(Phrase Title, Phrase Request, ImmutableArray<Blendshape> Channels)
{
    /// <summary>For so long a step is watched.</summary>
    public static TimeSpan Duration { get; } = TimeSpan.FromSeconds(2.5);

    /// <summary>The face at rest, looking forward.</summary>
    public static CalibrationStep Neutral { get; } = new(Phrase.Of("Rest"), Phrase.Of("Look straight ahead and relax your face."), []);

    /// <summary>All, in the order to watch them.</summary>
    public static ImmutableArray<CalibrationStep> All { get; } =
    [
        Neutral,
        new(Phrase.Of("Smile"), Phrase.Of("Smile as broadly as you like your character to."), [Blendshape.MouthSmileLeft, Blendshape.MouthSmileRight]),
        new(Phrase.Of("Open mouth"), Phrase.Of("Open your mouth wide, as for a long \"ah\"."), [Blendshape.JawOpen]),
        new(Phrase.Of("Closed eyes"), Phrase.Of("Close both eyes for three seconds."), [Blendshape.EyeBlinkLeft, Blendshape.EyeBlinkRight]),
    ];
}
