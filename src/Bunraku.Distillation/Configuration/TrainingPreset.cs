namespace Bunraku.Distillation.Configuration;

/// <summary>Values that belong together for all fields that decide how long a training takes and how good it gets.</summary>
/// <param name="Name">What it is called in the command line.</param>
/// <param name="Values">A configuration of which <see cref="TrainingPresets.Fields"/> count, and nothing else.</param>
public sealed record TrainingPreset(string Name, DistillationConfig Values)
{
    /// <summary>The values that it sets, as texts by the names of their fields.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; } =
        new OrderedDictionary<string, string>(TrainingPresets.Fields.Select(field => KeyValuePair.Create(field.Name, field.TextOf(Values))));

    /// <summary>A configuration with these values; all other fields stay.</summary>
    public DistillationConfig ApplyTo(DistillationConfig config) =>
        TrainingPresets.Fields.Aggregate(config, (changed, field) => field.WithText(changed, Texts[field.Name]));
}
