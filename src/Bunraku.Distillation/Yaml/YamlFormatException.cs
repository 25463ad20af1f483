using Bunraku.Core.Errors;

namespace Bunraku.Distillation.Yaml;

/// <summary>A text is not the YAML of a configuration.</summary>
/// <param name="problem">What is wrong where, as the end of a sentence.</param>
/// <param name="cause">What the YAML library threw.</param>
internal sealed class YamlFormatException(Phrase problem, Exception? cause = null) : FormatException(problem.ToString(), cause)
{
    /// <summary>What is wrong where, as the end of a sentence.</summary>
    public Phrase Problem => problem;
}
