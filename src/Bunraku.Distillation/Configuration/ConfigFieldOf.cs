using Bunraku.Core.Errors;
using Bunraku.Distillation.Yaml;

namespace Bunraku.Distillation.Configuration;

/// <summary>A field whose value is a <typeparamref name="T"/>.</summary>
internal sealed class ConfigField<T>(string name, Phrase title, Phrase help, bool isRequired = false) : ConfigField(name, title, help, isRequired)
{
    /// <summary>Reads the value; what is wrong is a <see cref="FormatException"/> with the sentence that follows the name.</summary>
    public required Func<YamlValue, T> Parse { get; init; }

    /// <summary>The text of the value.</summary>
    public required Func<T, string> Format { get; init; }

    public required Func<DistillationConfig, T> Get { get; init; }

    public required Func<DistillationConfig, T, DistillationConfig> With { get; init; }

    /// <summary>Checks the files that the value names.</summary>
    public Action<T, ConfigPlaces> CheckFiles { get; init; } = (_, _) => { };

    /// <summary>The value as it is written in a file, where that is not its text.</summary>
    public Func<T, string>? FormatYaml { get; init; }

    /// <summary>Whether the value can be a list or a mapping, so that typed text is read as YAML.</summary>
    public bool IsStructured { get; init; }

    public override string TextOf(DistillationConfig config) => Format(Get(config));

    public override DistillationConfig WithText(DistillationConfig config, string text) => WithValue(config, ReadText(text));

    internal override YamlValue ReadText(string text)
    {
        try
        {
            return Read(IsStructured ? text : text.Trim());
        }
        catch (FormatException problem)
        {
            throw new BadInputException($"{Name} cannot be read: {problem.Message}.", problem);
        }
    }

    public override void Check(DistillationConfig config, ConfigPlaces places)
    {
        try
        {
            // What was set by a program and not from text gets the same rule.
            T value = Get(config);
            Parse(Read(Format(value)));
            CheckFiles(value, places);
        }
        catch (FormatException problem)
        {
            throw new BadInputException($"{Name} {problem.Message}", problem);
        }
        catch (BadInputException problem)
        {
            throw new BadInputException($"{Name}: {problem.Phrase}", problem);
        }
    }

    internal override DistillationConfig WithValue(DistillationConfig config, YamlValue value)
    {
        try
        {
            return With(config, Parse(value));
        }
        catch (FormatException problem)
        {
            throw new BadInputException($"{Name} {problem.Message}", problem);
        }
    }

    private YamlValue Read(string text) => IsStructured ? YamlValue.Parse(text) : new YamlScalar(text, IsPlain: true, 1);

    internal override string YamlOf(DistillationConfig config) => (FormatYaml ?? Format)(Get(config));
}
