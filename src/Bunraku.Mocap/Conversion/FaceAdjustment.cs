using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Settings;

namespace Bunraku.Mocap.Conversion;

/// <summary>
/// What happens to a face before it is converted: its head is measured from the calibrated forward direction, it is mirrored
/// where the user wants that, and every channel gets its dead zone and gain.
/// </summary>
internal static class FaceAdjustment
{
    public static FacePose Apply(FacePose face, PuppetSettings settings)
    {
        EulerAngles head = FromForward(face.HeadRotation, settings.Converter);
        if (head == face.HeadRotation && !settings.IsMirrored && settings.Channels.ChangesNothing)
        {
            return face;
        }

        Span<double> channels = stackalloc double[FaceChannels.Count];
        FacePose seen = settings.IsMirrored ? face.Mirrored() : face;
        FaceChannels.CopyFrom(seen, channels);
        head = settings.IsMirrored ? head.Mirrored() : head;
        channels[FaceChannels.FirstHeadAngle] = head.X;
        channels[FaceChannels.FirstHeadAngle + 1] = head.Y;
        channels[FaceChannels.FirstHeadAngle + 2] = head.Z;
        settings.Channels.Apply(channels);
        return FaceChannels.Replace(seen, channels);
    }

    /// <summary>
    /// The head's angles from the calibrated forward direction, each in (-π, π]. (The published program does not wrap them, so
    /// the head jumps to its other limit where an angle passes 180°.)
    /// </summary>
    private static EulerAngles FromForward(EulerAngles head, ConverterSettings settings) => new(
        WrapDifference(head.X, settings.HeadXOffset),
        WrapDifference(head.Y, settings.HeadYOffset),
        WrapDifference(head.Z, settings.HeadZOffset));

    private static double WrapDifference(double angle, double offset)
    {
        double difference = angle - offset;
        return difference is > -Math.PI and <= Math.PI
            ? difference
            : difference - (Math.Tau * Math.Ceiling((difference - Math.PI) / Math.Tau));
    }
}
