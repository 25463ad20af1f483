using System.Collections.Immutable;
using System.Text.Json;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Json;

namespace Bunraku.Mocap.Conversion.Files;

/// <summary>
/// Reads faces from JSON: <c>values</c> or <c>blendshapes</c> is an object of numbers by name, the bone angles in radians among
/// them; <c>matrix</c> (four rows of four) gives the head instead; <c>time</c>, <c>timestamp</c> or <c>now</c> is the clock in seconds.
/// </summary>
internal sealed class FaceInputReader(string source)
{
    private static readonly string[] TimeNames = ["time", "timestamp", "now"];
    private static readonly ImmutableArray<string> BoneNames =
        [.. from bone in (string[])["headBone", "leftEyeBone", "rightEyeBone"] from axis in "XYZ" select bone + axis];

    private readonly SortedSet<string> _ignored = new(StringComparer.Ordinal);

    public ImmutableSortedSet<string> IgnoredNames => [.. _ignored];

    public ImmutableArray<FaceInput> ReadList(JsonElement list, string field) =>
        [.. JsonFields.List(list, field, source).EnumerateArray().Select((element, index) => Read(element, $"{field}[{index}]"))];

    public FaceInput Read(JsonElement element, string field)
    {
        JsonFields.Object(element, field, source);
        if (!element.TryGetProperty("values", out JsonElement values) && !element.TryGetProperty("blendshapes", out values))
        {
            throw new BadInputException($"{source}: {field} has neither \"values\" nor \"blendshapes\"; a face needs one of them, an object of numbers by name.");
        }

        Span<double> weights = stackalloc double[Blendshapes.Count];
        Span<double> bones = stackalloc double[BoneNames.Length];
        ReadValues(JsonFields.Object(values, field + ".values", source), field, weights, bones);
        TimeSpan? time = ReadTime(element, field);
        var face = new FacePose(weights)
        {
            HeadRotation = element.TryGetProperty("matrix", out JsonElement matrix)
                ? ReadMatrix(matrix, field + ".matrix")
                : new EulerAngles(bones[0], bones[1], bones[2]),
            LeftEyeRotation = new EulerAngles(bones[3], bones[4], bones[5]),
            RightEyeRotation = new EulerAngles(bones[6], bones[7], bones[8]),
            Timestamp = time ?? TimeSpan.Zero,
        };
        return new FaceInput(face, time);
    }

    private void ReadValues(JsonElement values, string field, Span<double> weights, Span<double> bones)
    {
        foreach (JsonProperty value in values.EnumerateObject())
        {
            if (Blendshapes.TryFind(value.Name, out Blendshape blendshape))
            {
                weights[(int)blendshape] = JsonFields.Number(value.Value, $"{field}.{value.Name}", source);
            }
            else if (BoneNames.IndexOf(value.Name) is >= 0 and int bone)
            {
                bones[bone] = JsonFields.Number(value.Value, $"{field}.{value.Name}", source);
            }
            else if (value.Name is not ("_neutral" or "headBoneQuat" or "leftEyeBoneQuat" or "rightEyeBoneQuat"))
            {
                _ignored.Add(value.Name);
            }
        }
    }

    private TimeSpan? ReadTime(JsonElement element, string field)
    {
        foreach (string name in TimeNames)
        {
            if (element.TryGetProperty(name, out JsonElement time))
            {
                return JsonFields.Seconds(time, $"{field}.{name}", source);
            }
        }

        return null;
    }

    private EulerAngles ReadMatrix(JsonElement matrix, string field)
    {
        double[] rows = [.. JsonFields.List(matrix, field, source).EnumerateArray()
            .SelectMany((row, index) => JsonFields.List(row, $"{field}[{index}]", source).EnumerateArray())
            .Select((number, index) => JsonFields.Number(number, $"{field}[{index / 4}][{index % 4}]", source))];
        return matrix.GetArrayLength() == 4 && matrix.EnumerateArray().All(row => row.GetArrayLength() == 4)
            ? HeadMatrix.AnglesOfRows(rows)
            : throw new BadInputException($"{source}: {field} must be four rows of four numbers.");
    }
}
