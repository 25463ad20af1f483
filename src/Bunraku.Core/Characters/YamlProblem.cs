using YamlDotNet.Core;

namespace Bunraku.Core.Characters;

/// <summary>Says where a text is not YAML.</summary>
public static class YamlProblem
{
    /// <summary>One part of a sentence with the line. The library tells where the mapping begins that holds a tab, and means the tab where it ends.</summary>
    public static string Describe(YamlException exception)
    {
        bool isTab = exception.Message.Contains("invalid tab", StringComparison.Ordinal);
        return $"line {(isTab ? exception.End.Line : exception.Start.Line)} is not YAML ({exception.Message})";
    }
}
