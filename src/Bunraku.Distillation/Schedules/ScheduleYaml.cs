using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Bunraku.Core.Errors;
using Bunraku.Distillation.Yaml;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Schedules;

/// <summary>
/// A schedule in a configuration: the name of one, or a mapping of <c>face</c> and <c>body</c> to lists of phases. What is left out of
/// the mapping is as published.
/// </summary>
internal static class ScheduleYaml
{
    private static readonly string[] RateKeys = ["until", "learning_rate", "learning_rate_end"];
    private static readonly string[] WeightKeys = ["blended", "warped", "grid_change", "color_change"];

    /// <exception cref="YamlValueException">It is neither.</exception>
    public static TrainingSchedule Parse(YamlValue value)
    {
        if (value is YamlScalar name)
        {
            return TrainingSchedule.Named.TryGetValue(name.Text, out TrainingSchedule? named)
                ? named
                : throw new YamlValueException(field => Phrase.Of($"{field} must be {string.Join(", ", TrainingSchedule.Named.Keys)} or a mapping of face and body to lists of phases, but is {value.Describe()}."));
        }

        if (value is not YamlMapping { Entries: var entries } || entries.Count == 0 || entries.Keys.Except(["face", "body"]).Any())
        {
            throw new YamlValueException(field => Phrase.Of($"{field} must be {string.Join(", ", TrainingSchedule.Named.Keys)} or a mapping with the keys face and body, but is {Keys(value)}."));
        }

        return new TrainingSchedule(
            entries.TryGetValue("face", out YamlValue? face) ? Network(face, "face", RateKeys) : TrainingSchedule.Published.Face,
            entries.TryGetValue("body", out YamlValue? body) ? Network(body, "body", [.. RateKeys, .. WeightKeys]) : TrainingSchedule.Published.Body);
    }

    /// <summary>The value as it is written after its key: a name, or lines of a mapping.</summary>
    public static string Format(TrainingSchedule schedule) =>
        TrainingSchedule.Named.FirstOrDefault(named => named.Value.Equals(schedule)).Key ?? FormatPhases(schedule);

    /// <summary>The schedule with all its phases, because what a name of ours stands for may change from version to version; the published one never does.</summary>
    public static string FormatFixed(TrainingSchedule schedule) => schedule.Equals(TrainingSchedule.Published) ? Format(schedule) : FormatPhases(schedule);

    private static string FormatPhases(TrainingSchedule schedule)
    {
        var text = new StringBuilder();
        foreach ((string network, NetworkSchedule phases) in (ReadOnlySpan<(string, NetworkSchedule)>)[("face", schedule.Face), ("body", schedule.Body)])
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  {network}:");
            foreach (LearningPhase phase in phases.Phases)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n    - {{until: {phase.Until}, learning_rate: {phase.LearningRate:R}, learning_rate_end: {phase.LearningRateEnd:R}");
                text.Append(phase.Weights is { } w
                    ? string.Create(CultureInfo.InvariantCulture, $", blended: {w.Blended:R}, warped: {w.Warped:R}, grid_change: {w.GridChange:R}, color_change: {w.ColorChange:R}}}")
                    : "}");
            }
        }

        return text.ToString();
    }

    private static Phrase Keys(YamlValue value) => value is YamlMapping { Entries: var entries } ? Phrase.Of($"one with {string.Join(", ", entries.Keys)}") : value.Describe();

    private static NetworkSchedule Network(YamlValue value, string network, string[] keys)
    {
        if (value is not YamlList { Items: { Count: > 0 } items })
        {
            throw new YamlValueException(field => Phrase.Of($"{field} must list the phases of {network}, but {network} is {value.Describe()}."));
        }

        var phases = ImmutableArray.CreateBuilder<LearningPhase>();
        foreach (YamlValue item in items)
        {
            Phrase place = Phrase.Of($"phase {phases.Count + 1} of {network}");
            LearningPhase phase = Phase(item, place, keys, phases.Count == 0 ? null : phases[^1]);
            phases.Add(phase);
        }

        return new NetworkSchedule(phases.ToImmutable());
    }

    private static LearningPhase Phase(YamlValue item, Phrase place, string[] keys, LearningPhase? before)
    {
        if (item is not YamlMapping { Entries: var entries })
        {
            throw new YamlValueException(field => Phrase.Of($"{field} must have a mapping as {place}, but that is {item.Describe()}."));
        }

        if (entries.Keys.Except(keys).FirstOrDefault() is { } unknown)
        {
            throw new YamlValueException(field => Phrase.Of($"{field} has an unknown key {unknown} in {place}; the keys are {string.Join(", ", keys)}."));
        }

        double until = Number(entries, "until", place, _ => null);
        if (until != Math.Floor(until) || until <= (before?.Until ?? 0) || until > 1e12)
        {
            throw new YamlValueException(field => Phrase.Of($"{field} must have a whole number above {before?.Until ?? 0} as until in {place}, but that is {until.ToString(CultureInfo.InvariantCulture)}."));
        }

        double rate = Rate(Number(entries, "learning_rate", place, _ => null), place);
        double end = Rate(Number(entries, "learning_rate_end", place, _ => rate), place);
        return new LearningPhase((long)until, rate, end, keys.Contains("blended") ? Weights(entries, place, before?.Weights) : null);
    }

    /// <summary>A weight that is left out stays as in the phase before; the first phase begins as published.</summary>
    private static BodyLossWeights Weights(OrderedDictionary<string, YamlValue> entries, Phrase place, BodyLossWeights? before)
    {
        before ??= TrainingSchedule.Published.Body.Phases[0].Weights!;
        double Weight(string key, double usual)
        {
            double weight = Number(entries, key, place, _ => usual);
            return weight is >= 0 and <= 1000 ? weight : throw new YamlValueException(field => Phrase.Of($"{field} must have a weight from 0 to 1000 as {key} in {place}, but that is {weight.ToString(CultureInfo.InvariantCulture)}."));
        }

        return new BodyLossWeights(
            Weight("blended", before.Blended), Weight("warped", before.Warped), Weight("grid_change", before.GridChange), Weight("color_change", before.ColorChange));
    }

    private static double Rate(double rate, Phrase place) =>
        rate is > 0 and <= 1 ? rate : throw new YamlValueException(field => Phrase.Of($"{field} must have a learning rate above 0 and at most 1 in {place}, but that is {rate.ToString(CultureInfo.InvariantCulture)}."));

    private static double Number(OrderedDictionary<string, YamlValue> entries, string key, Phrase place, Func<string, double?> usual)
    {
        if (!entries.TryGetValue(key, out YamlValue? value))
        {
            return usual(key) ?? throw new YamlValueException(field => Phrase.Of($"{field} must have the key {key} in {place}."));
        }

        return YamlNumbers.TryReal(value, out double number)
            ? number
            : throw new YamlValueException(field => Phrase.Of($"{field} must have a number as {key} in {place}, but that is {value.Describe()}."));
    }
}
