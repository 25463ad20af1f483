using System.Diagnostics.CodeAnalysis;
using Bunraku.Core.Errors;

namespace Bunraku.Studio.Languages;

/// <summary>
/// What a page says, in its language. A page has it as <c>Say</c>: <c>Say["New scene"]</c>, <c>Say[$"{count} frames"]</c>. One page may be read in another
/// language than the next one, and any thread may draw it: so the language is the page's, not the thread's.
/// </summary>
public sealed class Texts
{
    private Catalogue _catalogue = Catalogue.Of(Language.English);

    public Language Language { get; private set; } = Language.English;

    /// <summary>A text without values.</summary>
    public string this[[ConstantExpected] string english] => this[Phrase.Of(english)];

    /// <summary>A text with values.</summary>
    public string this[Phrase phrase] => phrase.Say(_catalogue.Find);

    /// <summary>What went wrong: one line, or a heading and a line for each problem.</summary>
    public string this[BadInputException error] => this[error.Phrase];

    /// <summary>A text for <see cref="Prose"/>, with code, links or emphasis in it.</summary>
    public MarkedText Marked([ConstantExpected] string english) => Marked(Phrase.Of(english));

    /// <inheritdoc cref="Marked(string)"/>
    public MarkedText Marked(Phrase phrase) =>
        new(_catalogue.Find(phrase.English), [.. phrase.Values.Select(value => value is Phrase inner ? this[inner] : value)]);

    /// <summary>One of two texts, by a number.</summary>
    public string Count(long number, Phrase one, Phrase more) => this[number == 1 ? one : more];

    /// <summary>Chooses the page's language.</summary>
    public void Use(Language language) => (Language, _catalogue) = (language, Catalogue.Of(language));
}
