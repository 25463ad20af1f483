using System.Collections.Immutable;
using Bunraku.Core.Errors;
using Bunraku.Core.Json;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Conversion.Files;

/// <summary>
/// Reads faces from JSON: <c>values</c> or <c>blendshapes</c> is an object of numbers by name, the bone angles in radians among them. <c>matrix</c>
/// (four rows of four) gives the head instead. <c>time</c>, <c>timestamp</c> or <c>now</c> is the clock in seconds.
/// </summary>
internal sealed class FaceInputReader(string source)
{
    private static readonly string[] TimeNames = ["time", "timestamp", "now"];
    private static readonly ImmutableArray<string> BoneNames =
        [.. from bone in (string[])["headBone", "leftEyeBone", "rightEyeBone"] from axis in "XYZ" select bone + axis];

    private readonly SortedSet<string> _ignored = new(StringComparer.Ordinal);

    public ImmutableSortedSet<string> IgnoredNames => [.. _ignored];

    public ImmutableArray<FaceInput> ReadList(JsonField list) => [.. list.Items().Select(Read)];

    public FaceInput Read(JsonField element)
    {
        Span<double> weights = stackalloc double[Blendshapes.Count];
        Span<double> bones = stackalloc double[BoneNames.Length];
        ReadValues(element, weights, bones);
        TimeSpan? time = ReadTime(element);
        var face = new FacePose(weights)
        {
            HeadRotation = element.TryFind("matrix", out JsonField matrix) ? ReadMatrix(matrix) : new EulerAngles(bones[0], bones[1], bones[2]),
            LeftEyeRotation = new EulerAngles(bones[3], bones[4], bones[5]),
            RightEyeRotation = new EulerAngles(bones[6], bones[7], bones[8]),
            Timestamp = time ?? TimeSpan.Zero,
        };
        return new FaceInput(face, time);
    }

    private void ReadValues(JsonField element, Span<double> weights, Span<double> bones)
    {
        foreach ((string name, JsonField value) in ValuesOf(element).Members())
        {
            if (Blendshapes.TryFind(name, out Blendshape blendshape))
            {
                weights[(int)blendshape] = value.Number();
            }
            else if (BoneNames.IndexOf(name) is >= 0 and int bone)
            {
                bones[bone] = value.Number();
            }
            else if (name is not ("_neutral" or "headBoneQuat" or "leftEyeBoneQuat" or "rightEyeBoneQuat"))
            {
                _ignored.Add(name);
            }
        }
    }

    /// <summary>The object of numbers. Its numbers are named in messages as if they stood in the face itself.</summary>
    private JsonField ValuesOf(JsonField element)
    {
        if (!element.TryFind("values", out JsonField values) && !element.TryFind("blendshapes", out values))
        {
            return element.IsObject
                ? throw new BadInputException($"{source}: {element.Path} has neither \"values\" nor \"blendshapes\"; a face needs one of them, an object of numbers by name.")
                : throw element.Unexpected("an object");
        }

        return values.IsObject ? values.Called(element.Path) : throw values.Unexpected("an object");
    }

    private static TimeSpan? ReadTime(JsonField element)
    {
        foreach (string name in TimeNames)
        {
            if (element.TryFind(name, out JsonField time))
            {
                return time.Seconds();
            }
        }

        return null;
    }

    private EulerAngles ReadMatrix(JsonField matrix)
    {
        double[] rows = [.. matrix.Items().SelectMany(row => row.Items()).Select(number => number.Number())];
        return matrix.Count == 4 && matrix.Items().All(row => row.Count == 4)
            ? HeadMatrix.AnglesOfRows(rows)
            : throw new BadInputException($"{source}: {matrix.Path} must be four rows of four numbers.");
    }
}
