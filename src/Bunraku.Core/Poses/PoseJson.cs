using System.Text.Json;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Json;

namespace Bunraku.Core.Poses;

/// <summary>Reads poses out of parsed JSON; what is wrong is reported with the place where it stands.</summary>
internal static class PoseJson
{
    private const long MaximumFileBytes = 128L << 20;

    // A timeline is the deepest form: object, array of keyframes, keyframe, pose.
    private static readonly JsonDocumentOptions Options = new()
    {
        MaxDepth = 8,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    public static JsonInput ParseFile(string path) => JsonInput.Parse(InputFile.ReadBytes(path, Phrase.Of("a JSON file of poses"), MaximumFileBytes), path, Options);

    public static JsonInput ParseText(string json, string source) => JsonInput.Parse(json, source, Options);

    /// <summary>Whether an array is one pose: it begins with a number.</summary>
    public static bool IsPlainNumbers(JsonField array) => array.Items().FirstOrDefault().IsNumber;

    public static Pose ReadPose(JsonField value, string where)
    {
        float[] values = new float[PoseParameters.Count];
        foreach ((PoseParameter parameter, float given) in ReadValues(value, where))
        {
            values[parameter.Index] = given;
        }

        return Pose.FromValues(values);
    }

    /// <summary>What a value is, for a message.</summary>
    public static string Describe(JsonField value) => value.IsList ? "an array" : value.Describe();

    /// <summary>The values that a pose names, or all 45 of an array.</summary>
    public static IReadOnlyList<(PoseParameter Parameter, float Value)> ReadValues(JsonField value, string where) => value switch
    {
        { IsObject: true } => ReadNamed(value, where),
        { IsList: true } => ReadNumbers(value, where),
        _ => throw new BadInputException(
            $"{where}: a pose is an object of names and numbers or an array of {PoseParameters.Count} numbers, but {Describe(value)} was found."),
    };

    private static List<(PoseParameter Parameter, float Value)> ReadNamed(JsonField value, string where)
    {
        var values = new List<(PoseParameter, float)>(PoseParameters.Count);
        var seen = new bool[PoseParameters.Count];
        foreach ((string name, JsonField number) in value.Members())
        {
            if (!PoseParameters.TryFind(name, out PoseParameter? parameter))
            {
                throw new BadInputException($"{where}: there is no pose parameter named {ForeignText.Quote(name)}. {PoseNames.Suggestion(name)}");
            }

            if (seen[parameter.Index])
            {
                throw new BadInputException($"{where}: {parameter.Name} is given twice. Remove one of the two.");
            }

            seen[parameter.Index] = true;
            values.Add((parameter, ReadNumber(number, where, parameter.Name)));
        }

        return values;
    }

    private static List<(PoseParameter Parameter, float Value)> ReadNumbers(JsonField list, string where)
    {
        if (list.Count != PoseParameters.Count)
        {
            throw new BadInputException($"{where}: a pose as an array has {PoseParameters.Count} numbers, but this one has {list.Count}.");
        }

        return [.. list.Items().Select((value, index) => (PoseParameters.All[index], ReadNumber(value, where, PoseParameters.All[index].Name, index)))];
    }

    private static float ReadNumber(JsonField value, string where, string name, int? index = null)
    {
        if (value.NumberOrNull is { } number && float.IsFinite((float)number))
        {
            return (float)number;
        }

        string place = index is null ? $"{where}: {name}" : $"{where}: number {index} ({name})";
        throw value.IsNumber
            ? new BadInputException($"{place} must be a finite number, but {value.Describe()} is too large.")
            : new BadInputException($"{place} must be a number, but {Describe(value)} was found.");
    }
}
