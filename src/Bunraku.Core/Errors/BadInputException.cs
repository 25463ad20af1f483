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
        : this(Phrase.Verbatim(message), innerException)
    {
    }

    /// <summary>Makes the message one line, keeps its phrase, and what caused it.</summary>
    public BadInputException(Phrase phrase, Exception? innerException = null)
        : base(ForeignText.Line(phrase?.ToString()), innerException) => Phrase = (phrase ?? Phrase.Verbatim(null)).InOneLine();

    /// <summary>A message that lists several problems: a heading, and one line for each. A single problem needs no heading.</summary>
    protected BadInputException(Phrase heading, IReadOnlyList<Phrase> problems)
        : base(ListOf(heading, problems).ToString()) => Phrase = ListOf(heading, problems);

    /// <summary>The message for other languages; in them too, each line is shortened and without control characters.</summary>
    public Phrase Phrase { get; }

    private static Phrase ListOf(Phrase heading, IReadOnlyList<Phrase> problems)
    {
        if (problems.Count == 1)
        {
            return problems[0].InOneLine();
        }

        var list = new Phrase(0, problems.Count + 1);
        list.AppendFormatted(heading.InOneLine());
        foreach (Phrase problem in problems)
        {
            list.AppendLiteral("\n- ");
            list.AppendFormatted(problem.InOneLine());
        }

        return list;
    }
}
