using System.Text.Json;
using System.Text.Unicode;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

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

    public static JsonDocument ParseFile(string path)
    {
        ReadOnlyMemory<byte> bytes = InputFile.ReadBytes(path, "a JSON file of poses", MaximumFileBytes);
        if (!Utf8.IsValid(bytes.Span))
        {
            throw new BadInputException($"{path}: this is not text in UTF-8. Save it as UTF-8.");
        }

        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        return Parse(bytes.Span.StartsWith(mark) ? bytes[mark.Length..] : bytes, path);
    }

    public static JsonDocument ParseText(string json, string source)
    {
        try
        {
            return JsonDocument.Parse(json, Options);
        }
        catch (JsonException error)
        {
            throw Invalid(source, error);
        }
        catch (ArgumentException error)
        {
            throw new BadInputException($"{source}: this is not valid text (it holds half a character).", error);
        }
    }

    /// <summary>Whether an array is one pose: it begins with a number.</summary>
    public static bool IsPlainNumbers(JsonElement array) =>
        array.GetArrayLength() > 0 && array[0].ValueKind == JsonValueKind.Number;

    public static Pose ReadPose(JsonElement element, string where) => element.ValueKind switch
    {
        JsonValueKind.Object => ReadNamed(element, where),
        JsonValueKind.Array => ReadNumbers(element, where),
        _ => throw new BadInputException(
            $"{where}: a pose is an object of names and numbers or an array of {PoseParameters.Count} numbers, but {Describe(element)} was found."),
    };

    /// <summary>What an element is, for a message.</summary>
    public static string Describe(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.Number or JsonValueKind.String => Shortened(element.GetRawText()),
        _ => element.GetRawText(),
    };

    private static JsonDocument Parse(ReadOnlyMemory<byte> utf8, string source)
    {
        try
        {
            return JsonDocument.Parse(utf8, Options);
        }
        catch (JsonException error)
        {
            throw Invalid(source, error);
        }
    }

    /// <summary>The name of a property, which can hold text that is no text.</summary>
    public static string NameOf(JsonProperty property, string where)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException error)
        {
            throw new BadInputException($"{where}: a name is not valid text (it holds half a character).", error);
        }
    }

    private static BadInputException Invalid(string source, JsonException error) => new(
        $"{source}: this is not valid JSON (line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}), or it is nested too deeply for poses.", error);

    private static Pose ReadNamed(JsonElement element, string where)
    {
        float[] values = new float[PoseParameters.Count];
        var seen = new bool[PoseParameters.Count];
        foreach (JsonProperty property in element.EnumerateObject())
        {
            string name = NameOf(property, where);
            if (!PoseParameters.TryFind(name, out PoseParameter? parameter))
            {
                throw new BadInputException($"{where}: there is no pose parameter named \"{Shortened(name)}\". {PoseNames.Suggestion(name)}");
            }

            if (seen[parameter.Index])
            {
                throw new BadInputException($"{where}: {parameter.Name} is given twice. Remove one of the two.");
            }

            seen[parameter.Index] = true;
            values[parameter.Index] = ReadNumber(property.Value, $"{where}: {parameter.Name}");
        }

        return Pose.FromValues(values);
    }

    private static Pose ReadNumbers(JsonElement element, string where)
    {
        int count = element.GetArrayLength();
        if (count != PoseParameters.Count)
        {
            throw new BadInputException($"{where}: a pose as an array has {PoseParameters.Count} numbers, but this one has {count}.");
        }

        float[] values = new float[PoseParameters.Count];
        int index = 0;
        foreach (JsonElement value in element.EnumerateArray())
        {
            values[index] = ReadNumber(value, $"{where}: number {index} ({PoseParameters.All[index].Name})");
            index++;
        }

        return Pose.FromValues(values);
    }

    private static float ReadNumber(JsonElement element, string where)
    {
        if (element.ValueKind != JsonValueKind.Number)
        {
            throw new BadInputException($"{where} must be a number, but {Describe(element)} was found.");
        }

        float value = (float)element.GetDouble();
        return float.IsFinite(value)
            ? value
            : throw new BadInputException($"{where} must be a finite number, but {Shortened(element.GetRawText())} is too large.");
    }

    /// <summary>A text of the user, short enough for a message.</summary>
    public static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
