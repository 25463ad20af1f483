using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Text;
using System.Text.Unicode;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sources.Decoding;

namespace Bunraku.Mocap.Sources.VTubeStudio;

/// <summary>
/// The raw tracking data of VTube Studio's phone app: one JSON object for each frame. Members that are not known are ignored, and so
/// are blendshapes outside the 52.
/// </summary>
public static class VTubeStudioPacket
{
    /// <summary>Decodes a datagram.</summary>
    /// <param name="packet">The datagram.</param>
    /// <param name="arrival">The time that the face gets.</param>
    /// <param name="face">The face, or null.</param>
    /// <returns>False when the text is not one whole JSON object, says neither blendshapes nor a lost face, or has a wrong value.</returns>
    public static bool TryParse(ReadOnlySpan<byte> packet, TimeSpan arrival, [NotNullWhen(true)] out FacePose? face)
    {
        face = null;
        if (!Utf8.IsValid(packet))
        {
            return false;
        }

        var members = new Members(stackalloc double[Blendshapes.Count]);
        scoped var scanner = new JsonScanner(packet);
        bool isFirst = true;
        bool isOver = false;
        if (!scanner.TryTake('{'))
        {
            return false;
        }

        while (!isOver)
        {
            if (!scanner.TryGoOn('}', ref isFirst, out isOver))
            {
                return false;
            }

            if (!isOver && (!scanner.TryReadName(out ReadOnlySpan<byte> name) || !members.TryRead(name, ref scanner)))
            {
                return false;
            }
        }

        face = scanner.IsAtEnd && members.AreEnough ? members.ToFace(arrival) : null;
        return face is not null;
    }

    private ref struct Members(Span<double> weights)
    {
        private readonly Span<double> _weights = weights;
        private bool? _isFaceFound;
        private bool _hasWeights;
        private Vector3 _rotation;
        private Vector3? _position;
        private Vector3 _leftEye;
        private Vector3 _rightEye;

        public readonly bool AreEnough => _hasWeights || _isFaceFound == false;

        public readonly FacePose ToFace(TimeSpan arrival) => new(_weights)
        {
            HeadRotation = AnglesOf(_rotation),
            HeadPosition = _position,
            LeftEyeRotation = AnglesOf(_leftEye),
            RightEyeRotation = AnglesOf(_rightEye),
            Timestamp = arrival,
            IsFaceFound = _isFaceFound ?? true,
        };

        public bool TryRead(scoped ReadOnlySpan<byte> name, scoped ref JsonScanner scanner)
        {
            if (Is(name, "FaceFound"u8))
            {
                bool isRead = scanner.TryReadBoolean(out bool isFound);
                _isFaceFound = isFound;
                return isRead;
            }

            if (Is(name, "Position"u8))
            {
                bool isRead = TryReadVector(ref scanner, out Vector3 position);
                _position = position;
                return isRead;
            }

            return Is(name, "BlendShapes"u8) ? TryReadWeights(ref scanner)
                : Is(name, "Rotation"u8) ? TryReadVector(ref scanner, out _rotation)
                : Is(name, "EyeLeft"u8) ? TryReadVector(ref scanner, out _leftEye)
                : Is(name, "EyeRight"u8) ? TryReadVector(ref scanner, out _rightEye)
                : scanner.TrySkipValue();
        }

        private bool TryReadWeights(scoped ref JsonScanner scanner)
        {
            _hasWeights = true;
            bool isFirst = true;
            if (!scanner.TryTake('['))
            {
                return false;
            }

            while (scanner.TryGoOn(']', ref isFirst, out bool isOver))
            {
                if (isOver)
                {
                    return true;
                }

                if (!TryReadWeight(ref scanner))
                {
                    return false;
                }
            }

            return false;
        }

        /// <summary>Reads <c>{"k":name,"v":value}</c>, in either order.</summary>
        private readonly bool TryReadWeight(scoped ref JsonScanner scanner)
        {
            ReadOnlySpan<byte> key = default;
            double value = 0;
            bool hasValue = false;
            bool isFirst = true;
            if (!scanner.TryTake('{'))
            {
                return false;
            }

            while (scanner.TryGoOn('}', ref isFirst, out bool isOver))
            {
                if (isOver)
                {
                    Store(key, value);
                    return hasValue && !key.IsEmpty;
                }

                if (!scanner.TryReadName(out ReadOnlySpan<byte> name))
                {
                    return false;
                }

                bool isKey = Is(name, "k"u8);
                hasValue |= Is(name, "v"u8);
                bool isRead = isKey ? scanner.TryReadString(out key)
                    : Is(name, "v"u8) ? scanner.TryReadNumber(out value)
                    : scanner.TrySkipValue();
                if (!isRead)
                {
                    return false;
                }
            }

            return false;
        }

        private readonly void Store(ReadOnlySpan<byte> key, double value)
        {
            if (BlendshapeText.TryFindIgnoringCase(key, out Blendshape blendshape))
            {
                _weights[(int)blendshape] = Math.Clamp(value, -TrackedWeights.Largest, TrackedWeights.Largest);
            }
        }

        private static bool TryReadVector(scoped ref JsonScanner scanner, out Vector3 vector)
        {
            vector = default;
            bool isFirst = true;
            if (!scanner.TryTake('{'))
            {
                return false;
            }

            while (scanner.TryGoOn('}', ref isFirst, out bool isOver))
            {
                if (isOver)
                {
                    return true;
                }

                if (!scanner.TryReadName(out ReadOnlySpan<byte> name) || !TryReadComponent(name, ref scanner, ref vector))
                {
                    return false;
                }
            }

            return false;
        }

        private static bool TryReadComponent(scoped ReadOnlySpan<byte> name, scoped ref JsonScanner scanner, ref Vector3 vector)
        {
            int axis = Is(name, "x"u8) ? 0 : Is(name, "y"u8) ? 1 : Is(name, "z"u8) ? 2 : -1;
            if (axis < 0)
            {
                return scanner.TrySkipValue();
            }

            bool isRead = scanner.TryReadNumber(out double value);
            vector[axis] = (float)value;
            return isRead && float.IsFinite(vector[axis]);
        }

        private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> expected) => Ascii.EqualsIgnoreCase(name, expected);

        /// <summary>The app counts degrees and calls the turn x and the nod y.</summary>
        private static EulerAngles AnglesOf(Vector3 degrees) => EulerAngles.FromDegrees(degrees.Y, degrees.X, degrees.Z);
    }
}
