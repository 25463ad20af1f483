using System.Runtime.InteropServices.JavaScript;
using Bunraku.Core.Poses;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Puppets;
using Bunraku.Mocap.Settings;
using Bunraku.Mocap.Sources.MediaPipe;

namespace Bunraku.Web;

/// <summary>
/// What an exported page calls: faces and a voice become poses by the same code as in Studio. Times are seconds on the page's clock and never go back.
/// </summary>
internal static partial class Puppet
{
    private static readonly LatestFace Faces = new();
    private static readonly PuppetDriver Driver = new(Faces, PuppetSettings.Webcam);

    /// <summary>The names of a face's scores, in the order of a message.</summary>
    [JSExport]
    internal static string[] ScoreNames() => [.. Blendshapes.Names];

    /// <summary>The names of the 45 pose values.</summary>
    [JSExport]
    internal static string[] ParameterNames() => [.. PoseParameters.All.Select(parameter => parameter.Name)];

    /// <summary>The least of each of the 45 pose values; the most is 1.</summary>
    [JSExport]
    internal static double[] ParameterMinimums() => [.. PoseParameters.All.Select(parameter => (double)parameter.Group.Minimum)];

    /// <summary>Takes what the face detection found; <see cref="MediaPipeMessage"/> describes it.</summary>
    /// <returns>False where the message is malformed.</returns>
    [JSExport]
    internal static bool TakeFace(byte[] message, double seconds)
    {
        if (!MediaPipeMessage.TryParse(message, TimeSpan.FromSeconds(seconds), out FacePose? face, out _))
        {
            return false;
        }

        Faces.Publish(face);
        return true;
    }

    /// <summary>Takes a mouth as it is heard: the strengths of aaa, iii, uuu, eee, ooo.</summary>
    [JSExport]
    internal static void Hear(double[] vowels, double seconds) => Driver.Hear(new VoiceMouth
    {
        Aaa = vowels[0],
        Iii = vowels[1],
        Uuu = vowels[2],
        Eee = vowels[3],
        Ooo = vowels[4],
        Timestamp = TimeSpan.FromSeconds(seconds),
    });

    /// <summary>Takes the last found face for one that looks forward; false where there was none.</summary>
    [JSExport]
    internal static bool Calibrate() => Driver.TryCalibrate();

    /// <summary>The 45 values of the pose at a time. Without a face the character breathes, blinks and sways.</summary>
    [JSExport]
    internal static double[] PoseAt(double seconds)
    {
        ReadOnlySpan<float> pose = Driver.PoseAt(TimeSpan.FromSeconds(seconds)).Pose.Values;
        double[] values = new double[pose.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = pose[i];
        }

        return values;
    }
}
