using System.Globalization;
using Bunraku.Core.Errors;
using Bunraku.Core.Teachers;

namespace Bunraku.Core.Tests.Errors;

/// <summary>Sentences that keep their values apart, so that they can be said in other languages.</summary>
public sealed class PhraseTests
{
    private static readonly Dictionary<string, string> Backwards = new(StringComparer.Ordinal)
    {
        ["{0} of {1}"] = "{1} / {0}",
        ["a picture"] = "ein Bild",
        ["{0}: there is no such file."] = "Es gibt keine Datei {0}.",
        ["{0} or {1}"] = "{0} | {1}",
    };

    [Fact]
    public void Values_have_places_with_their_formats()
    {
        var phrase = Phrase.Of($"{3} of {4.5:0.00} frames, {0.25:0 %}");

        Assert.Equal("{0} of {1:0.00} frames, {2:0 %}", phrase.English);
        Assert.Equal(new object?[] { 3, 4.5, 0.25 }, phrase.Values);
        Assert.Equal("3 of 4.50 frames, 25 %", phrase.ToString());
    }

    [Fact]
    public void Alignment_is_kept()
    {
        var phrase = Phrase.Of($"{5,3}|{5,-4:00}|");

        Assert.Equal("{0,3}|{1,-4:00}|", phrase.English);
        Assert.Equal("  5|05  |", phrase.ToString());
    }

    [Fact]
    public void Braces_of_the_text_are_no_places()
    {
        Assert.Equal("{{inside: 0.6}} {{{{", Phrase.Of("{inside: 0.6} {{").English);
        Assert.Equal("{inside: 0.6} {{", Phrase.Of("{inside: 0.6} {{").ToString());
        Assert.Equal("{{x}} {0}", Phrase.Of($"{{x}} {1}").English);
        Assert.Equal("{x} 1", Phrase.Of($"{{x}} {1}").ToString());
    }

    [Fact]
    public void Braces_of_a_value_are_no_places() => Assert.Equal("{1} and 5", Phrase.Of($"{Value("{1}")} and {5}").ToString());

    [Fact]
    public void Spans_and_nothing_are_values()
    {
        string? nothing = null;
        var phrase = Phrase.Of($"{"abc".AsSpan(0, 2)}{nothing}.");

        Assert.Equal("{0}{1}.", phrase.English);
        Assert.Equal("ab.", phrase.ToString());
    }

    [Fact]
    public void A_translation_puts_the_values_in_another_order() => Assert.Equal("7 / 2", Phrase.Of($"{2} of {7}").Say(Translated));

    [Fact]
    public void A_value_that_is_a_phrase_is_said_in_the_same_language()
    {
        var phrase = Phrase.Of($"{Phrase.Of("a picture")} of {Phrase.Of($"{1} of {2}")}");

        Assert.Equal("2 / 1 / ein Bild", phrase.Say(Translated));
        Assert.Equal("a picture of 1 of 2", phrase.ToString());
    }

    [Fact]
    public void Numbers_are_written_alike_whatever_the_culture_is()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var german = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            german.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = german;

            Assert.Equal("1.5 and 2.25", Phrase.Of($"{1.5} and {2.25:0.00}").ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Verbatim_text_is_never_taken_for_places() => Assert.Equal(("{0} %", ""), (Phrase.Verbatim("{0} %").ToString(), Phrase.Verbatim(null).ToString()));

    [Fact]
    public void Phrases_are_equal_by_text_and_values()
    {
        Assert.Equal(Phrase.Of($"{1} of {2}"), Phrase.Of($"{1} of {2}"));
        Assert.Equal(Phrase.Of($"{1} of {2}").GetHashCode(), Phrase.Of($"{1} of {3}").GetHashCode());
        Assert.NotEqual(Phrase.Of($"{1} of {2}"), Phrase.Of($"{1} of {3}"));
        Assert.NotEqual(Phrase.Of("one"), Phrase.Of("two"));
    }

    [Fact]
    public void A_text_is_replaced_in_the_values_only()
    {
        var phrase = Phrase.Of($"{Value("/tmp/x/a.pt")} of /tmp/x: {Phrase.Of($"see {Value("/tmp/x")}")} {1}");

        Assert.Equal("mika/a.pt of /tmp/x: see mika 1", phrase.Replace("/tmp/x", "mika").ToString());
    }

    [Fact]
    public void Names_are_alternatives()
    {
        Assert.Equal("a or b or c", NearestNames.Or(["a", "b", "c"]).ToString());
        Assert.Equal("a | b | c", NearestNames.Or(["a", "b", "c"]).Say(Translated));
        Assert.Equal("{a}", NearestNames.Or(["{a}"]).ToString());
    }

    [Fact]
    public void An_error_keeps_its_phrase_and_is_one_line_in_every_language()
    {
        var error = new BadInputException($"{Value("a\u001b\nb")}: there is no such file.");

        Assert.Equal("a\\u001b b: there is no such file.", error.Message);
        Assert.Equal("Es gibt keine Datei a\\u001b b.", error.Phrase.Say(Translated));
        Assert.Equal(ForeignText.LongestLine, new BadInputException($"{new string('x', 4000)}: there is no such file.").Phrase.Say(Translated).Length);
    }

    [Fact]
    public void An_error_in_an_error_is_said_in_the_same_language()
    {
        var inner = new BadInputException($"{Value("mika.png")}: there is no such file.");

        Assert.Equal("x (Es gibt keine Datei mika.png.)", new BadInputException($"{Value("x")} ({inner.Phrase})", inner).Phrase.Say(Translated));
    }

    [Fact]
    public void Several_problems_are_lines_in_every_language()
    {
        var error = new TeacherWeightsException("folder", [Phrase.Of($"{Value("a\nb")}: there is no such file."), Phrase.Of("a picture")]);

        Assert.Equal("folder: the teacher's weights cannot be used, for 2 reasons:\n- a b: there is no such file.\n- a picture", error.Message);
        Assert.EndsWith("\n- Es gibt keine Datei a b.\n- ein Bild", error.Phrase.Say(Translated), StringComparison.Ordinal);
    }

    [Fact]
    public void A_single_problem_needs_no_heading() => Assert.Equal("ein Bild", new TeacherWeightsException("folder", [Phrase.Of("a picture")]).Phrase.Say(Translated));

    /// <summary>Text that is not a constant: an interpolated string of constants is a string for the compiler, and no phrase.</summary>
    private static string Value(string text) => text;

    private static string Translated(string english) => Backwards.GetValueOrDefault(english, english);
}
