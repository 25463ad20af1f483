using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Bunraku.Core.Errors;

/// <summary>
/// A sentence for a person: its English with places for values, and the values apart, so that it can be said in another language. An interpolated string
/// becomes one wherever a phrase is asked for. Values are formatted alike in every language (invariant culture).
/// </summary>
[InterpolatedStringHandler]
public sealed class Phrase
{
    private readonly StringBuilder _english;
    private readonly List<object?> _values;

    /// <summary>Called by the compiler.</summary>
    /// <param name="literalLength">Characters outside the values.</param>
    /// <param name="formattedCount">The values.</param>
    public Phrase(int literalLength, int formattedCount)
    {
        _english = new StringBuilder(literalLength + (4 * formattedCount));
        _values = new List<object?>(formattedCount);
    }

    private Phrase(string english)
        : this(english.Length, 0) => AppendLiteral(english);

    /// <summary>The English with the places of the values, as in <see cref="string.Format(string, object?[])"/>: <c>{0} of {1} frames</c>. A catalogue of another language has it as its key.</summary>
    public string English => _english.ToString();

    /// <summary>What stands in the places. A value that is a phrase is said in the same language.</summary>
    public IReadOnlyList<object?> Values => _values;

    /// <summary>A phrase without values.</summary>
    public static Phrase Of([ConstantExpected] string english) => new(english);

    /// <summary>An interpolated string as a phrase.</summary>
    public static Phrase Of(Phrase phrase) => phrase;

    /// <summary>Text that is the same in every language, or that nobody can translate.</summary>
    public static Phrase Verbatim(string? text) => new(text ?? "");

    /// <summary>Called by the compiler.</summary>
    public void AppendLiteral(string value) => _english.Append(value.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted<T>(T value) => Append(value, "");

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted<T>(T value, string? format) => Append(value, format is null ? "" : ":" + format);

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted<T>(T value, int alignment, string? format = null) => Append(value, string.Create(CultureInfo.InvariantCulture, $",{alignment}{(format is null ? "" : ":" + format)}"));

    /// <summary>Called by the compiler.</summary>
    public void AppendFormatted(ReadOnlySpan<char> value) => Append(value.ToString(), "");

    /// <summary>The phrase in a language.</summary>
    /// <param name="translate">Finds what stands for an English text with places; the text itself where there is nothing.</param>
    public string Say(Func<string, string> translate)
    {
        ArgumentNullException.ThrowIfNull(translate);
        object?[] values = [.. _values.Select(value => value is Phrase inner ? inner.Say(translate) : value)];
        return string.Format(CultureInfo.InvariantCulture, translate(English), values);
    }

    /// <summary>The phrase in English.</summary>
    public override string ToString() => Say(english => english);

    private void Append(object? value, string format)
    {
        _english.Append(CultureInfo.InvariantCulture, $"{{{_values.Count}{format}}}");
        _values.Add(value);
    }
}
