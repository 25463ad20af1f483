using Bunraku.Core.Errors;

namespace Bunraku.Distillation.Yaml;

/// <summary>A value of a configuration cannot be used.</summary>
/// <param name="problem">What is wrong, as a sentence about the field of a name.</param>
internal sealed class YamlValueException(Func<string, Phrase> problem) : FormatException(problem("The value").ToString())
{
    /// <summary>What is wrong, as a sentence about the field of a name.</summary>
    public Phrase Of(string field) => problem(field);
}
