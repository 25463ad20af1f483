using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Poses;

/// <summary>Reads an animation out of parsed JSON; what is wrong is reported with the place where it stands.</summary>
internal static class PoseTimelineJson
{
    private const string Keyframes = "keyframes";
    private const string Loop = "loop";
    private const string Time = "time";
    private const string PoseName = "pose";
    private const string Easing = "easing";

    public static PoseTimeline Read(JsonElement root, string source, double framesPerSecond) => root.ValueKind switch
    {
        JsonValueKind.Object => ReadObject(root, source),
        JsonValueKind.Array when IsOfKeyframes(root) => PoseTimeline.FromKeyframes(ReadKeyframes(root, source), loop: false),
        JsonValueKind.Array => PoseTimeline.FromPoses(PoseText.ToDocument(root, source).Poses, framesPerSecond),
        _ => throw new BadInputException($"{source}: an object with \"{Keyframes}\" or an array was expected, but {PoseJson.Describe(root)} was found."),
    };

    private static bool IsOfKeyframes(JsonElement array) => array.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first
        && (first.TryGetProperty(Time, out _) || first.TryGetProperty(PoseName, out _));

    private static PoseTimeline ReadObject(JsonElement root, string source)
    {
        Dictionary<string, JsonElement> fields = FieldsOf(root, source, Keyframes, Loop);
        JsonElement keyframes = Require(fields, Keyframes, source);
        if (keyframes.ValueKind != JsonValueKind.Array)
        {
            throw new BadInputException($"{source}: \"{Keyframes}\" must be an array, but is {PoseJson.Describe(keyframes)}.");
        }

        bool loop = fields.TryGetValue(Loop, out JsonElement value) && value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => throw new BadInputException($"{source}: \"{Loop}\" must be true or false, but is {PoseJson.Describe(value)}."),
        };
        return PoseTimeline.FromKeyframes(ReadKeyframes(keyframes, source), loop);
    }

    private static ImmutableArray<PoseKeyframe> ReadKeyframes(JsonElement array, string source)
    {
        var keyframes = ImmutableArray.CreateBuilder<PoseKeyframe>(array.GetArrayLength());
        foreach (JsonElement element in array.EnumerateArray())
        {
            string where = $"{source}: keyframe {keyframes.Count}";
            PoseKeyframe keyframe = ReadKeyframe(element, where);
            if (keyframes.Count > 0 && keyframe.Time <= keyframes[^1].Time)
            {
                throw new BadInputException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{where}: its time {keyframe.Time} must be later than {keyframes[^1].Time}, the time of the keyframe before it."));
            }

            keyframes.Add(keyframe);
        }

        return keyframes.Count > 0 ? keyframes.ToImmutable() : throw new BadInputException($"{source}: there is no keyframe; at least one was expected.");
    }

    private static PoseKeyframe ReadKeyframe(JsonElement element, string where)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new BadInputException($"{where}: an object with \"{Time}\" and \"{PoseName}\" was expected, but {PoseJson.Describe(element)} was found.");
        }

        Dictionary<string, JsonElement> fields = FieldsOf(element, where, Time, PoseName, Easing);
        return new PoseKeyframe(
            ReadTime(Require(fields, Time, where), where),
            PoseJson.ReadPose(Require(fields, PoseName, where), $"{where}: pose"),
            fields.TryGetValue(Easing, out JsonElement easing) ? ReadEasing(easing, where) : PoseEasing.Smooth);
    }

    private static double ReadTime(JsonElement element, string where)
    {
        if (element.ValueKind == JsonValueKind.Number && element.GetDouble() is >= 0 and <= PoseTimeline.MaximumDuration and double time)
        {
            return time;
        }

        throw new BadInputException(
            $"{where}: \"{Time}\" must be a number of seconds from 0 to {PoseTimeline.MaximumDuration}, but is {PoseJson.Describe(element)}.");
    }

    private static PoseEasing ReadEasing(JsonElement element, string where)
    {
        foreach (PoseEasing easing in Enum.GetValues<PoseEasing>())
        {
            if (element.ValueKind == JsonValueKind.String && element.ValueEquals(easing.ToString().ToLowerInvariant()))
            {
                return easing;
            }
        }

        throw new BadInputException($"{where}: \"{Easing}\" must be \"smooth\", \"linear\" or \"hold\", but is {PoseJson.Describe(element)}.");
    }

    private static Dictionary<string, JsonElement> FieldsOf(JsonElement element, string where, params string[] known)
    {
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            string name = PoseJson.NameOf(property, where);
            if (!known.Contains(name))
            {
                throw new BadInputException($"{where}: \"{PoseJson.Shortened(name)}\" is not known here; \"{string.Join("\", \"", known)}\" are.");
            }

            if (!fields.TryAdd(name, property.Value))
            {
                throw new BadInputException($"{where}: \"{name}\" is given twice. Remove one of the two.");
            }
        }

        return fields;
    }

    private static JsonElement Require(Dictionary<string, JsonElement> fields, string name, string where) =>
        fields.TryGetValue(name, out JsonElement value) ? value : throw new BadInputException($"{where}: \"{name}\" is missing.");
}
