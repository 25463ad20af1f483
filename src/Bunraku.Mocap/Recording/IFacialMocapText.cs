using System.Buffers;
using System.Globalization;
using System.Text;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Recording;

/// <summary>
/// Writes faces as datagrams of iFacialMocap's text protocol, version 2, so that a recording can stand in for a phone: for
/// Bunraku's own pages as for any other program.
/// </summary>
public static class IFacialMocapText
{
    private static readonly string[] WireNames = [.. Blendshapes.Names.Select(WireName)];

    /// <summary>Appends one datagram, about 1,200 bytes: the weights in percent, the angles in degrees.</summary>
    public static void Write(FacePose face, IBufferWriter<byte> datagram)
    {
        for (int index = 0; index < WireNames.Length; index++)
        {
            Append(datagram, $"{WireNames[index]}&{100 * face.Weights[index]:0.####}|");
        }

        System.Numerics.Vector3 position = face.HeadPosition ?? default;
        Append(datagram, $"=head#{Degrees(face.HeadRotation)},{position.X:0.######},{position.Y:0.######},{position.Z:0.######}|");
        Append(datagram, $"rightEye#{Degrees(face.RightEyeRotation)}|leftEye#{Degrees(face.LeftEyeRotation)}|");
    }

    private static void Append(IBufferWriter<byte> datagram, FormattableString text) =>
        Encoding.UTF8.GetBytes(text.ToString(CultureInfo.InvariantCulture), datagram);

    private static string Degrees(EulerAngles angles) => string.Create(
        CultureInfo.InvariantCulture,
        $"{double.RadiansToDegrees(angles.X):0.######},{double.RadiansToDegrees(angles.Y):0.######},{double.RadiansToDegrees(angles.Z):0.######}");

    private static string WireName(string name) =>
        name.EndsWith("Left", StringComparison.Ordinal) ? name[..^"Left".Length] + "_L"
        : name.EndsWith("Right", StringComparison.Ordinal) ? name[..^"Right".Length] + "_R"
        : name;
}
