using Bunraku.Core.Errors;
using Bunraku.Distillation.Yaml;

namespace Bunraku.Distillation.Configuration;

/// <summary>One field of a configuration file: its name, its title and help, its value as text, and its rule.</summary>
public abstract class ConfigField
{
    private protected ConfigField(string name, Phrase title, Phrase help, bool isRequired)
    {
        Name = name;
        Title = title;
        Help = help;
        IsRequired = isRequired;
    }

    /// <summary>The key in the file.</summary>
    public string Name { get; }

    /// <summary>What a page calls it.</summary>
    public Phrase Title { get; }

    /// <summary>What it does, and what to choose.</summary>
    public Phrase Help { get; }

    /// <summary>Whether a file without it is refused.</summary>
    public bool IsRequired { get; }

    /// <summary>The value as the file has it, which <see cref="WithText"/> takes back.</summary>
    public abstract string TextOf(DistillationConfig config);

    /// <summary>The configuration with another value, whose type and range are checked but not the files it names.</summary>
    /// <exception cref="BadInputException">The text is not a valid value; the message begins with the name of the field.</exception>
    public abstract DistillationConfig WithText(DistillationConfig config, string text);

    /// <summary>Checks the value, and the files that it names.</summary>
    /// <exception cref="BadInputException">It cannot be used; the message begins with the name of the field.</exception>
    public abstract void Check(DistillationConfig config, ConfigPlaces places);

    /// <summary>What is wrong with a value that somebody types, or null: the same message as a file with it would get.</summary>
    public Phrase? Problem(string text, ConfigPlaces places)
    {
        try
        {
            Check(WithText(new DistillationConfig(), text), places);
            return null;
        }
        catch (BadInputException problem)
        {
            return problem.Phrase;
        }
    }

    /// <summary>Typed text as the value that a file with it would have.</summary>
    /// <exception cref="BadInputException">It is none.</exception>
    internal abstract YamlValue ReadText(string text);

    internal abstract DistillationConfig WithValue(DistillationConfig config, YamlValue value);

    /// <summary>The value behind <c>key:</c> in a file.</summary>
    internal abstract string YamlOf(DistillationConfig config);
}
