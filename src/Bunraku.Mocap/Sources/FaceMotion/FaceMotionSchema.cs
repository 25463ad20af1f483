using System.Text.Unicode;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sources.Decoding;

namespace Bunraku.Mocap.Sources.FaceMotion;

/// <summary>Which value stands where in the frames of a session, as the phone's schema says.</summary>
public sealed class FaceMotionSchema
{
    private const int MostNames = 4096;
    private const int LongestName = 255;

    private readonly int[] _places;

    private FaceMotionSchema(int[] places, int bytesPerWeight)
    {
        _places = places;
        BytesPerWeight = bytesPerWeight;
    }

    /// <summary>For each value of a frame the number of its <see cref="Blendshape"/>, or -1 for a name that is not among the 52.</summary>
    internal ReadOnlySpan<int> Places => _places;

    /// <summary>2 or 4.</summary>
    internal int BytesPerWeight { get; }

    /// <summary>
    /// Reads the JSON of a schema: exactly nine members, each once. A schema with anything else is refused, so that no value is ever
    /// read from a wrong place.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> json, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out FaceMotionSchema? schema)
    {
        schema = null;
        var reader = new Members();
        if (!Utf8.IsValid(json) || !reader.TryRead(json))
        {
            return false;
        }

        schema = new FaceMotionSchema([.. reader.Places], reader.BytesPerWeight);
        return true;
    }

    private sealed class Members
    {
        private const int AllNine = (1 << 9) - 1;

        private int _seen;
        private bool _isFacemotion;
        private bool _isFacemotionProfile;

        public List<int> Places { get; } = [];

        public int BytesPerWeight { get; private set; }

        public bool TryRead(ReadOnlySpan<byte> json)
        {
            var scanner = new JsonScanner(json);
            if (!scanner.TryTake('{'))
            {
                return false;
            }

            bool isFirst = true;
            while (scanner.TryGoOn('}', ref isFirst, out bool isOver))
            {
                if (isOver)
                {
                    return scanner.IsAtEnd && _seen == AllNine && _isFacemotion == _isFacemotionProfile;
                }

                if (!scanner.TryReadName(out ReadOnlySpan<byte> name) || !TryReadMember(name, ref scanner))
                {
                    return false;
                }
            }

            return false;
        }

        private bool TryReadMember(ReadOnlySpan<byte> name, ref JsonScanner scanner) => name switch
        {
            _ when name.SequenceEqual("schema_version"u8) => IsNew(0) && scanner.TryReadNumber(out double version) && version == 1,
            _ when name.SequenceEqual("app"u8) => IsNew(1) && TryReadOneOf(ref scanner, "iFacialMocap"u8, "Facemotion3d"u8, out _isFacemotion),
            _ when name.SequenceEqual("profile"u8) =>
                IsNew(2) && TryReadOneOf(ref scanner, "ifacialmocap-stream"u8, "facemotion3d-other"u8, out _isFacemotionProfile),
            _ when name.SequenceEqual("blend_names"u8) => IsNew(3) && TryReadNames(ref scanner),
            _ when name.SequenceEqual("blend_encoding"u8) => IsNew(4) && TryReadEncoding(ref scanner),
            _ when name.SequenceEqual("blend_unit"u8) => IsNew(5) && TryReadExactly(ref scanner, "percent"u8),
            _ when name.SequenceEqual("pose_layout"u8) =>
                IsNew(6) && TryReadExactly(ref scanner, "head_rxyz_pxyz_rightEye_rxyz_leftEye_rxyz"u8),
            _ when name.SequenceEqual("rotation_unit"u8) => IsNew(7) && TryReadExactly(ref scanner, "degree"u8),
            _ when name.SequenceEqual("position_unit"u8) => IsNew(8) && TryReadExactly(ref scanner, "meter"u8),
            _ => false,
        };

        private bool IsNew(int member)
        {
            bool isNew = (_seen & (1 << member)) == 0;
            _seen |= 1 << member;
            return isNew;
        }

        private bool TryReadEncoding(ref JsonScanner scanner)
        {
            bool isKnown = TryReadOneOf(ref scanner, "i16"u8, "i32"u8, out bool isWide);
            BytesPerWeight = isWide ? 4 : 2;
            return isKnown;
        }

        private bool TryReadNames(ref JsonScanner scanner)
        {
            var known = new HashSet<string>(StringComparer.Ordinal);
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

                if (Places.Count == MostNames || !scanner.TryReadString(out ReadOnlySpan<byte> name) || name.Length is 0 or > LongestName
                    || !known.Add(System.Text.Encoding.UTF8.GetString(name)))
                {
                    return false;
                }

                Places.Add(BlendshapeText.TryFindWithSuffix(name, out Blendshape blendshape) ? (int)blendshape : -1);
            }

            return false;
        }

        private static bool TryReadExactly(ref JsonScanner scanner, ReadOnlySpan<byte> expected) =>
            scanner.TryReadString(out ReadOnlySpan<byte> found) && found.SequenceEqual(expected);

        private static bool TryReadOneOf(ref JsonScanner scanner, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, out bool isSecond)
        {
            isSecond = false;
            if (!scanner.TryReadString(out ReadOnlySpan<byte> found))
            {
                return false;
            }

            isSecond = found.SequenceEqual(second);
            return isSecond || found.SequenceEqual(first);
        }
    }
}
