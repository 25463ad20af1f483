using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text.Unicode;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sources.Decoding;

namespace Bunraku.Mocap.Sources.IFacialMocap;

/// <summary>
/// The text packets of iFacialMocap and Facemotion3D, versions 1 and 2: pieces between bars, <c>name-value</c> or
/// <c>name&amp;value</c> in percent, and head and eyes in degrees. A packet with one bad number in a known field is refused as a whole,
/// so that a datagram cut in the middle never moves half a face.
/// </summary>
public static class IFacialMocapPacket
{
    /// <summary>Decodes a packet. Fields that are missing are 0, unknown names are ignored, weights are clamped to plus and minus 1000.</summary>
    /// <param name="packet">The datagram, or a TCP frame with or without its terminator.</param>
    /// <param name="arrival">The time that the face gets.</param>
    /// <param name="face">The face, or null.</param>
    /// <returns>False when the packet is malformed.</returns>
    public static bool TryParse(ReadOnlySpan<byte> packet, TimeSpan arrival, [NotNullWhen(true)] out FacePose? face)
    {
        face = null;
        if (!Utf8.IsValid(packet))
        {
            return false;
        }

        // Frames that were glued together: the newest is the last.
        packet = NumberText.Strip(packet);
        packet = packet.EndsWith(Terminator) ? packet[..^Terminator.Length] : packet;
        packet = packet.LastIndexOf(Terminator) is >= 0 and int end ? packet[(end + Terminator.Length)..] : packet;
        var fields = new Fields(stackalloc double[Blendshapes.Count]);
        foreach (Range range in packet.Split((byte)'|'))
        {
            ReadOnlySpan<byte> piece = NumberText.Strip(packet[range]);
            if (!piece.IsEmpty && !piece.StartsWith("___"u8) && !fields.TryRead(piece))
            {
                return false;
            }
        }

        face = fields.Any ? fields.ToFace(arrival) : null;
        return face is not null;
    }

    /// <summary>What ends a frame of a TCP stream.</summary>
    internal static ReadOnlySpan<byte> Terminator => "___iFacialMocap"u8;

    private ref struct Fields(Span<double> weights)
    {
        private readonly Span<double> _weights = weights;
        private EulerAngles _head;
        private EulerAngles _leftEye;
        private EulerAngles _rightEye;
        private Vector3? _position;

        /// <summary>Whether any field was recognised.</summary>
        public bool Any { get; private set; }

        /// <summary>Reads one piece; false when it makes the packet malformed.</summary>
        public bool TryRead(ReadOnlySpan<byte> piece)
        {
            int cut = piece.IndexOf((byte)'&');
            if (cut < 0)
            {
                if (TryStrip(ref piece, "=head#"u8) || TryStrip(ref piece, "head#"u8))
                {
                    return TryReadHead(piece);
                }

                if (TryStrip(ref piece, "rightEye#"u8))
                {
                    return TryReadAngles(piece, out _rightEye) >= 3;
                }

                if (TryStrip(ref piece, "leftEye#"u8))
                {
                    return TryReadAngles(piece, out _leftEye) >= 3;
                }

                cut = piece.IndexOf((byte)'-');
            }

            return cut < 0 || TryReadWeight(piece[..cut], piece[(cut + 1)..]);
        }

        public readonly FacePose ToFace(TimeSpan arrival) => new(_weights)
        {
            HeadRotation = _head,
            LeftEyeRotation = _leftEye,
            RightEyeRotation = _rightEye,
            HeadPosition = _position,
            Timestamp = arrival,
        };

        private static bool TryStrip(ref ReadOnlySpan<byte> piece, ReadOnlySpan<byte> prefix)
        {
            if (!piece.StartsWith(prefix))
            {
                return false;
            }

            piece = piece[prefix.Length..];
            return true;
        }

        private bool TryReadWeight(ReadOnlySpan<byte> name, ReadOnlySpan<byte> percent)
        {
            if (!BlendshapeText.TryFindWithSuffix(name, out Blendshape blendshape))
            {
                return true;
            }

            Any = true;
            bool isNumber = NumberText.TryRead(NumberText.Strip(percent), out double value);
            _weights[(int)blendshape] = Math.Clamp(value / 100, -TrackedWeights.Largest, TrackedWeights.Largest);
            return isNumber;
        }

        private bool TryReadHead(ReadOnlySpan<byte> components)
        {
            if (TryReadAngles(components, out _head) != 6)
            {
                return false;
            }

            Span<float> position = stackalloc float[3];
            int index = 0;
            int numbers = 0;
            foreach (Range range in components.Split((byte)','))
            {
                if (index >= 3 && NumberText.TryRead(NumberText.Strip(components[range]), out double value))
                {
                    position[index - 3] = (float)value;
                    numbers++;
                }

                index++;
            }

            _position = numbers == 3 ? new Vector3(position) : null;
            return true;
        }

        /// <summary>The number of components, and the first three as degrees; 0 where one of those is not a finite number.</summary>
        private int TryReadAngles(ReadOnlySpan<byte> components, out EulerAngles angles)
        {
            Any = true;
            angles = EulerAngles.Zero;
            Span<double> degrees = stackalloc double[3];
            int count = 0;
            foreach (Range range in components.Split((byte)','))
            {
                if (count < 3 && !NumberText.TryRead(NumberText.Strip(components[range]), out degrees[count]))
                {
                    return 0;
                }

                count++;
            }

            angles = EulerAngles.FromDegrees(degrees[0], degrees[1], degrees[2]);
            return count;
        }
    }
}
