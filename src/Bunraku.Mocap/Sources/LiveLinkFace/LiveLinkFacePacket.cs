using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sources.Decoding;

namespace Bunraku.Mocap.Sources.LiveLinkFace;

/// <summary>
/// The packets of Live Link Face, version 6: device, subject, frame time, and 61 floats, all big endian. A packet that ends behind the
/// frame time says that no face is seen.
/// </summary>
public static class LiveLinkFacePacket
{
    private const byte Version = 6;
    private const int FrameTimeLength = 16;
    private const byte ValueCount = 61;
    private const int LongestText = 1024;

    /// <summary>The blendshape of each of the first 52 values.</summary>
    private static readonly Blendshape[] Order =
    [
        Blendshape.EyeBlinkLeft, Blendshape.EyeLookDownLeft, Blendshape.EyeLookInLeft, Blendshape.EyeLookOutLeft,
        Blendshape.EyeLookUpLeft, Blendshape.EyeSquintLeft, Blendshape.EyeWideLeft,
        Blendshape.EyeBlinkRight, Blendshape.EyeLookDownRight, Blendshape.EyeLookInRight, Blendshape.EyeLookOutRight,
        Blendshape.EyeLookUpRight, Blendshape.EyeSquintRight, Blendshape.EyeWideRight,
        Blendshape.JawForward, Blendshape.JawLeft, Blendshape.JawRight, Blendshape.JawOpen,
        Blendshape.MouthClose, Blendshape.MouthFunnel, Blendshape.MouthPucker, Blendshape.MouthLeft, Blendshape.MouthRight,
        Blendshape.MouthSmileLeft, Blendshape.MouthSmileRight, Blendshape.MouthFrownLeft, Blendshape.MouthFrownRight,
        Blendshape.MouthDimpleLeft, Blendshape.MouthDimpleRight, Blendshape.MouthStretchLeft, Blendshape.MouthStretchRight,
        Blendshape.MouthRollLower, Blendshape.MouthRollUpper, Blendshape.MouthShrugLower, Blendshape.MouthShrugUpper,
        Blendshape.MouthPressLeft, Blendshape.MouthPressRight, Blendshape.MouthLowerDownLeft, Blendshape.MouthLowerDownRight,
        Blendshape.MouthUpperUpLeft, Blendshape.MouthUpperUpRight,
        Blendshape.BrowDownLeft, Blendshape.BrowDownRight, Blendshape.BrowInnerUp, Blendshape.BrowOuterUpLeft, Blendshape.BrowOuterUpRight,
        Blendshape.CheekPuff, Blendshape.CheekSquintLeft, Blendshape.CheekSquintRight, Blendshape.NoseSneerLeft, Blendshape.NoseSneerRight,
        Blendshape.TongueOut,
    ];

    /// <summary>Decodes a packet.</summary>
    /// <param name="packet">The datagram.</param>
    /// <param name="arrival">The time that the face gets.</param>
    /// <param name="face">The face, or null.</param>
    /// <returns>False when the packet is malformed or of another version.</returns>
    public static bool TryParse(ReadOnlySpan<byte> packet, TimeSpan arrival, [NotNullWhen(true)] out FacePose? face)
    {
        face = null;
        if (packet.IsEmpty || packet[0] != Version)
        {
            return false;
        }

        packet = packet[1..];
        if (!TrySkipText(ref packet) || !TrySkipText(ref packet) || packet.Length < FrameTimeLength)
        {
            return false;
        }

        packet = packet[FrameTimeLength..];
        if (packet.IsEmpty || (packet.Length == 1 && packet[0] == 0))
        {
            face = FacePose.NotFound(arrival);
            return true;
        }

        return packet[0] == ValueCount
            && packet.Length == 1 + (ValueCount * sizeof(float))
            && TryReadValues(packet[1..], arrival, out face);
    }

    private static bool TryReadValues(ReadOnlySpan<byte> bytes, TimeSpan arrival, [NotNullWhen(true)] out FacePose? face)
    {
        face = null;
        Span<double> weights = stackalloc double[Blendshapes.Count];
        Span<float> angles = stackalloc float[ValueCount - Blendshapes.Count];
        for (int index = 0; index < ValueCount; index++)
        {
            float value = BinaryPrimitives.ReadSingleBigEndian(bytes[(index * sizeof(float))..]);
            if (!float.IsFinite(value))
            {
                return false;
            }

            if (index < Blendshapes.Count)
            {
                weights[(int)Order[index]] = value;
            }
            else
            {
                angles[index - Blendshapes.Count] = value;
            }
        }

        TrackedWeights.Limit(weights);
        face = new FacePose(weights)
        {
            HeadRotation = AnglesOf(angles),
            LeftEyeRotation = AnglesOf(angles[3..]),
            RightEyeRotation = AnglesOf(angles[6..]),
            Timestamp = arrival,
        };
        return true;
    }

    /// <summary>Yaw, pitch and roll in radians: positive to the person's left, up, and toward the right shoulder.</summary>
    private static EulerAngles AnglesOf(ReadOnlySpan<float> angles) => new(-angles[1], angles[0], angles[2]);

    private static bool TrySkipText(ref ReadOnlySpan<byte> packet)
    {
        if (packet.Length < sizeof(int))
        {
            return false;
        }

        int length = BinaryPrimitives.ReadInt32BigEndian(packet);
        if (length is < 0 or > LongestText || length > packet.Length - sizeof(int))
        {
            return false;
        }

        packet = packet[(sizeof(int) + length)..];
        return true;
    }
}
