using System.Collections.Immutable;
using Bunraku.Core.Errors;
using Bunraku.Core.Json;

namespace Bunraku.Core.Poses;

/// <summary>Reads an animation out of parsed JSON; what is wrong is reported with the place where it stands.</summary>
internal static class PoseTimelineJson
{
    private const string Keyframes = "keyframes";
    private const string Loop = "loop";
    private const string Time = "time";
    private const string PoseName = "pose";
    private const string Easing = "easing";

    public static PoseTimeline Read(JsonField root, string source, double framesPerSecond) => root switch
    {
        { IsObject: true } => ReadObject(root, source),
        { IsList: true } when IsOfKeyframes(root) => PoseTimeline.FromKeyframes(ReadKeyframes(root, source), loop: false),
        { IsList: true } => PoseTimeline.FromPoses(PoseText.ToDocument(root, source).Poses, framesPerSecond),
        _ => throw new BadInputException($"{source}: an object with \"{Keyframes}\" or an array was expected, but {PoseJson.Describe(root)} was found."),
    };

    private static bool IsOfKeyframes(JsonField array) =>
        array.Items().FirstOrDefault() is var first && (first.TryFind(Time, out _) || first.TryFind(PoseName, out _));

    private static PoseTimeline ReadObject(JsonField root, string source)
    {
        Dictionary<string, JsonField> fields = FieldsOf(root, source, Keyframes, Loop);
        JsonField keyframes = Require(fields, Keyframes, source);
        if (!keyframes.IsList)
        {
            throw new BadInputException($"{source}: \"{Keyframes}\" must be an array, but is {PoseJson.Describe(keyframes)}.");
        }

        bool loop = fields.TryGetValue(Loop, out JsonField value)
            && (value.TruthOrNull ?? throw new BadInputException($"{source}: \"{Loop}\" must be true or false, but is {PoseJson.Describe(value)}."));
        return PoseTimeline.FromKeyframes(ReadKeyframes(keyframes, source), loop);
    }

    private static ImmutableArray<PoseKeyframe> ReadKeyframes(JsonField array, string source)
    {
        var keyframes = ImmutableArray.CreateBuilder<PoseKeyframe>(array.Count);
        foreach (JsonField element in array.Items())
        {
            string where = $"{source}: keyframe {keyframes.Count}";
            PoseKeyframe keyframe = ReadKeyframe(element, where);
            if (keyframes.Count > 0 && keyframe.Time <= keyframes[^1].Time)
            {
                throw new BadInputException($"{where}: its time {keyframe.Time} must be later than {keyframes[^1].Time}, the time of the keyframe before it.");
            }

            keyframes.Add(keyframe);
        }

        return keyframes.Count > 0 ? keyframes.ToImmutable() : throw new BadInputException($"{source}: there is no keyframe; at least one was expected.");
    }

    private static PoseKeyframe ReadKeyframe(JsonField element, string where)
    {
        if (!element.IsObject)
        {
            throw new BadInputException($"{where}: an object with \"{Time}\" and \"{PoseName}\" was expected, but {PoseJson.Describe(element)} was found.");
        }

        Dictionary<string, JsonField> fields = FieldsOf(element, where, Time, PoseName, Easing);
        return new PoseKeyframe(
            ReadTime(Require(fields, Time, where), where),
            PoseJson.ReadPose(Require(fields, PoseName, where), $"{where}: pose"),
            fields.TryGetValue(Easing, out JsonField easing) ? ReadEasing(easing, where) : PoseEasing.Smooth);
    }

    private static double ReadTime(JsonField element, string where)
    {
        if (element.NumberOrNull is >= 0 and <= PoseTimeline.MaximumDuration and double time)
        {
            return time;
        }

        throw new BadInputException(
            $"{where}: \"{Time}\" must be a number of seconds from 0 to {PoseTimeline.MaximumDuration}, but is {PoseJson.Describe(element)}.");
    }

    private static PoseEasing ReadEasing(JsonField element, string where)
    {
        foreach (PoseEasing easing in Enum.GetValues<PoseEasing>())
        {
            string name = easing.ToString().ToLowerInvariant();
            if (element.TextOrNull == name)
            {
                return easing;
            }
        }

        throw new BadInputException($"{where}: \"{Easing}\" must be \"smooth\", \"linear\" or \"hold\", but is {PoseJson.Describe(element)}.");
    }

    private static Dictionary<string, JsonField> FieldsOf(JsonField element, string where, params string[] known)
    {
        var fields = new Dictionary<string, JsonField>(StringComparer.Ordinal);
        foreach ((string name, JsonField value) in element.Members())
        {
            if (!known.Contains(name))
            {
                throw new BadInputException($"{where}: {ForeignText.Quote(name)} is not known here; {string.Join(", ", known.Select(ForeignText.Quote))} are.");
            }

            if (!fields.TryAdd(name, value))
            {
                throw new BadInputException($"{where}: {ForeignText.Quote(name)} is given twice. Remove one of the two.");
            }
        }

        return fields;
    }

    private static JsonField Require(Dictionary<string, JsonField> fields, string name, string where) =>
        fields.TryGetValue(name, out JsonField value) ? value : throw new BadInputException($"{where}: {ForeignText.Quote(name)} is missing.");
}
