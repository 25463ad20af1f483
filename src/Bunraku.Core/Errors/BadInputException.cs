namespace Bunraku.Core.Errors;

/// <summary>
/// Something the user gave (a file, a value, an argument) cannot be used. The message is one clear sentence or two: what and
/// where, what was expected, what was found, and what to do. The command line shows it and ends with exit code 2; Studio
/// shows it in the page. Every message is one line without control characters, of at most <see cref="ForeignText.LongestLine"/>
/// characters, whatever text it quotes.
/// </summary>
public class BadInputException : Exception
{
    /// <summary>Makes the message one line. It can be said in other languages if it is a constant that their catalogues have.</summary>
    public BadInputException(string message, Exception? innerException = null)
        : base(ForeignText.Line(message), innerException) => Phrase = Phrase.Verbatim(message);

    /// <summary>Makes the message one line, keeps its phrase, and what caused it.</summary>
    public BadInputException(Phrase phrase, Exception? innerException = null)
        : base(ForeignText.Line(phrase?.ToString()), innerException) => Phrase = phrase!;

    /// <summary>A message that lists several problems: a heading, and one line for each. A single problem needs no heading.</summary>
    protected BadInputException(string heading, IReadOnlyList<string> problems)
        : base(problems.Count == 1
            ? ForeignText.Line(problems[0])
            : string.Join('\n', [ForeignText.Line(heading), .. problems.Select(problem => "- " + ForeignText.Line(problem))])) => Phrase = Phrase.Verbatim(Message);

    /// <summary>The message before it was made one line, for other languages.</summary>
    public Phrase Phrase { get; }
}
