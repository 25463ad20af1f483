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

    public static JsonInput ParseFile(string path) => JsonInput.Parse(InputFile.ReadBytes(path, "a JSON file of poses", MaximumFileBytes), path, Options);

    public static JsonInput ParseText(string json, string source) => JsonInput.Parse(json, source, Options);

    /// <summary>Whether an array is one pose: it begins with a number.</summary>
    public static bool IsPlainNumbers(JsonField array) => array.Items().FirstOrDefault().IsNumber;

    public static Pose ReadPose(JsonField value, string where) => value switch
    {
        { IsObject: true } => ReadNamed(value, where),
        { IsList: true } => ReadNumbers(value, where),
        _ => throw new BadInputException(
            $"{where}: a pose is an object of names and numbers or an array of {PoseParameters.Count} numbers, but {Describe(value)} was found."),
    };

    /// <summary>What a value is, for a message.</summary>
    public static string Describe(JsonField value) => value.IsList ? "an array" : value.Describe();

    private static Pose ReadNamed(JsonField value, string where)
    {
        float[] values = new float[PoseParameters.Count];
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
            values[parameter.Index] = ReadNumber(number, $"{where}: {parameter.Name}");
        }

        return Pose.FromValues(values);
    }

    private static Pose ReadNumbers(JsonField list, string where)
    {
        if (list.Count != PoseParameters.Count)
        {
            throw new BadInputException($"{where}: a pose as an array has {PoseParameters.Count} numbers, but this one has {list.Count}.");
        }

        return Pose.FromValues([.. list.Items().Select((value, index) => ReadNumber(value, $"{where}: number {index} ({PoseParameters.All[index].Name})"))]);
    }

    private static float ReadNumber(JsonField value, string where)
    {
        if (value.NumberOrNull is not { } number)
        {
            throw new BadInputException($"{where} must be a number, but {Describe(value)} was found.");
        }

        return float.IsFinite((float)number)
            ? (float)number
            : throw new BadInputException($"{where} must be a finite number, but {value.Describe()} is too large.");
    }
}
