using Bunraku.Core.Errors;
using YamlDotNet.Core;

namespace Bunraku.Core.Characters;

/// <summary>Says where a text is not YAML.</summary>
public static class YamlProblem
{
    /// <summary>One part of a sentence with the line. For a tab the library tells where the mapping begins that holds it.</summary>
    public static Phrase Describe(YamlException exception, string text)
    {
        int tab = exception.Message.Contains("invalid tab", StringComparison.Ordinal) ? 1 + Array.FindIndex(text.Split('\n'), line => line.TrimStart(' ').StartsWith('\t')) : 0;
        return Phrase.Of($"line {(tab > 0 ? tab : exception.Start.Line)} is not YAML ({exception.Message})");
    }
}
