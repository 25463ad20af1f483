using System.Text.RegularExpressions;
using Bunraku.TestSupport;

namespace Bunraku.Studio.Tests.Languages;

/// <summary>A text that a source asks a catalogue for.</summary>
/// <param name="Key">The text with places for its values.</param>
/// <param name="Place">The file, from the folder of the sources, and the line.</param>
/// <param name="IsLost">
/// Whether its values are put into it before a catalogue is asked: an interpolated string is one of the results of a conditional or switch expression, or is added to another
/// text, and so is a string and not a phrase.
/// </param>
internal sealed record SourceText(string Key, string Place, bool IsLost);

/// <summary>Finds the texts that the sources ask catalogues for.</summary>
internal static partial class SourceTexts
{
    /// <summary>What only the command line shows, the process that trains, and programs that use Studio's API: it is English like the commands and the API.</summary>
    private static readonly string[] OnlyEnglish =
    [
        "Bunraku.Cli/",
        "Bunraku.Mpi/",
        "Bunraku.Web/",
        "Bunraku.Core/Poses/PoseTimelineJson.cs",
        "Bunraku.Distillation/Clusters/",
        "Bunraku.Distillation/Logging/EventFileWriter.cs",
        "Bunraku.Distillation/Runs/NetworkStates.cs",
        "Bunraku.Distillation/Runs/RunLease.cs",
        "Bunraku.Distillation/Runs/RunLock.cs",
        "Bunraku.Distillation/Runs/RunReplacement.cs",
        "Bunraku.Distillation/Runs/StateFolder.cs",
        "Bunraku.Distillation/Training/FrameFilling.cs",
        "Bunraku.Distillation/Training/FramePart.cs",
        "Bunraku.Distillation/Training/NetworkTraining.cs",
        "Bunraku.Distillation/Training/StopAfter.cs",
        "Bunraku.Live/Expressions/ProgramPoses.cs",
        "Bunraku.Mocap/Conversion/",
        "Bunraku.Studio/Features/Api/",
    ];

    private static readonly Lazy<IReadOnlyList<SourceText>> Found = new(() => [.. Read()]);

    /// <summary>The texts of all sources.</summary>
    public static IReadOnlyList<SourceText> All => Found.Value;

    /// <summary>The texts of a C# or Razor file: what stands in the calls that ask for one.</summary>
    /// <param name="source">The file.</param>
    /// <param name="path">Its path, for the places.</param>
    public static IEnumerable<SourceText> OfCode(string source, string path = "")
    {
        string code = Comment().Replace(source, comment => new string('\n', comment.Value.Count(c => c == '\n')));
        return Call().Matches(code).SelectMany(call => Arguments(code, call.Index + call.Length, SourceLiteral.OfCode, isFirstOnly: false))
            .Select(argument => new SourceText(argument.Literal.Key, $"{path}:{LineOf(code, argument.Start)}", argument.IsLost));
    }

    /// <summary>The texts of a script.</summary>
    /// <inheritdoc cref="OfCode"/>
    public static IEnumerable<SourceText> OfScript(string source, string path = "") =>
        ScriptCall().Matches(source).SelectMany(call => Arguments(source, call.Index + call.Length, SourceLiteral.OfScript, isFirstOnly: true))
            .Select(argument => new SourceText(argument.Literal.Key, $"{path}:{LineOf(source, argument.Start)}", argument.IsLost || argument.Literal.Values > 0));

    /// <summary>The texts of a page without Blazor, which stand between double braces.</summary>
    /// <inheritdoc cref="OfCode"/>
    public static IEnumerable<SourceText> OfPage(string source, string path = "") =>
        PlaceOfPage().Matches(source).Select(place => new SourceText(place.Groups[1].Value, $"{path}:{LineOf(source, place.Index)}", IsLost: false));

    private static IEnumerable<SourceText> Read()
    {
        string sources = Path.Combine(SharedData.Repository, "src");
        foreach (string file in Directory.GetFiles(sources, "*.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string path = Path.GetRelativePath(sources, file).Replace('\\', '/');
            if (OnlyEnglish.Any(start => path.StartsWith(start, StringComparison.Ordinal)))
            {
                continue;
            }

            Func<string, string, IEnumerable<SourceText>>? read = Path.GetExtension(file) switch
            {
                ".cs" or ".razor" => OfCode,
                ".js" when path.StartsWith("Bunraku.Studio/wwwroot/js/", StringComparison.Ordinal) => OfScript,
                ".html" when path.StartsWith("Bunraku.Studio/wwwroot/", StringComparison.Ordinal) => OfPage,
                _ => null,
            };
            foreach (SourceText text in read?.Invoke(File.ReadAllText(file).ReplaceLineEndings("\n"), path) ?? [])
            {
                yield return text;
            }
        }
    }

    /// <summary>The literals that are arguments of a call, or results of a conditional or switch expression that is one.</summary>
    /// <param name="source">The source.</param>
    /// <param name="at">Behind the bracket that opens the arguments.</param>
    /// <param name="read">Reads a literal.</param>
    /// <param name="isFirstOnly">Whether only the first argument is a text.</param>
    private static IEnumerable<(SourceLiteral Literal, int Start, bool IsLost)> Arguments(string source, int at, Func<string, int, SourceLiteral?> read, bool isFirstOnly)
    {
        var outer = new Stack<(bool IsOurs, bool IsChoice)>();
        (bool isOurs, bool isChoice) = (true, false);
        string before = "";
        while (true)
        {
            if (char.IsWhiteSpace(source[at]) || source.AsSpan(at).StartsWith("//"))
            {
                at = char.IsWhiteSpace(source[at]) ? at + 1 : source.IndexOf('\n', at);
            }
            else if (read(source, at) is { } literal)
            {
                int start = at;
                (SourceLiteral whole, bool isMixed) = Sum(source, literal, read);
                if (isOurs && (before is "" or "?" or ":" or "??" or "(" or "=>" or "," or "[") && AtEnd().IsMatch(source, whole.End))
                {
                    yield return (whole, start, whole.Values > 0 && (isChoice || isMixed));
                }

                (before, at) = ("\"", whole.End);
            }
            else if (source[at] == '\'')
            {
                (before, at) = ("'", SourceLiteral.EndOfCharacter(source, at));
            }
            else
            {
                string token = Token().Match(source, at).Value;
                if (token is "(" or "[" or "{")
                {
                    outer.Push((isOurs, isChoice));
                    isOurs &= IsGroup(token, before);
                }
                else if (token is ")" or "]" or "}")
                {
                    if (!outer.TryPop(out (bool IsOurs, bool IsChoice) state))
                    {
                        yield break;
                    }

                    (isOurs, isChoice) = state;
                }
                else if (token == "," && outer.Count == 0)
                {
                    if (isFirstOnly)
                    {
                        yield break;
                    }

                    isChoice = false;
                }
                else if (token is "?" or "??" or "switch")
                {
                    isChoice = true;
                }

                (before, at) = (token, at + token.Length);
            }
        }
    }

    /// <summary>A literal and those that are added to it; mixed where only some of them have values, so that the sum is a string.</summary>
    private static (SourceLiteral Whole, bool IsMixed) Sum(string source, SourceLiteral first, Func<string, int, SourceLiteral?> read)
    {
        (SourceLiteral whole, bool hasPlain, bool hasValues) = (first, first.Values == 0, first.Values > 0);
        while (Plus().Match(source, whole.End) is { Success: true } plus && read(source, plus.Index + plus.Length) is { } next)
        {
            (whole, hasPlain, hasValues) = (whole.Plus(next), hasPlain || next.Values == 0, hasValues || next.Values > 0);
        }

        return (whole, hasPlain && hasValues);
    }

    /// <summary>Whether a bracket holds a part of the same expression, and not the arguments of another call.</summary>
    private static bool IsGroup(string bracket, string before) => bracket switch
    {
        "(" => before.Length == 0 || !(char.IsLetterOrDigit(before[0]) || before[0] is '_' or ')' or ']' or '}' or '>' or '"' or '\''),
        "{" => before == "switch",
        _ => before is "" or "," or "(",
    };

    private static int LineOf(string source, int place) => source.AsSpan(0, place).Count('\n') + 1;

    /// <summary>Calls that ask for a text. A refused value of the API is not one.</summary>
    [GeneratedRegex(@"(?<![\w.])(?:[Ss]ay(?:\[|\.Marked\(|\.Count\()|texts(?:\[|\.Marked\(|\.Count\()|Phrase\.Of\(|new (?:\w+\.)*(?:BadInput|TeacherWeights|Checkpoint|CharacterModel)Exception\()")]
    private static partial Regex Call();

    [GeneratedRegex(@"(?<![\w.])say\(")]
    private static partial Regex ScriptCall();

    [GeneratedRegex(@"\{\{(.+?)\}\}")]
    private static partial Regex PlaceOfPage();

    [GeneratedRegex(@"^[ \t]*//[^\n]*|@\*.*?\*@", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\G(?:\w+|\?\?|\?\.|=>|&&|\|\||[=!<>]=|\.\.|.)", RegexOptions.Singleline)]
    private static partial Regex Token();

    [GeneratedRegex(@"\G\s*\+\s*")]
    private static partial Regex Plus();

    /// <summary>What follows a literal that is a whole argument or result.</summary>
    [GeneratedRegex(@"\G\s*[:),}\]]")]
    private static partial Regex AtEnd();
}
