using Bunraku.Core.Errors;
using Bunraku.Studio.Languages;
using static Bunraku.Studio.Languages.MarkedText;

namespace Bunraku.Studio.Tests.Languages;

/// <summary>Texts with code, emphasis, keys and links in them.</summary>
public sealed class MarkedTextTests
{
    [Fact]
    public void A_text_is_parted_at_its_marks() => Assert.Equal(
        [
            (Kind.Plain, "Press ", ""), (Kind.Key, "Esc", ""), (Kind.Plain, ", type ", ""), (Kind.Code, "?scene=", ""), (Kind.Plain, " or open ", ""),
            (Kind.Link, "Training", "distiller/mika"), (Kind.Plain, ". ", ""), (Kind.Strong, "Nothing", ""), (Kind.Plain, " is lost.", ""),
        ],
        Parts("Press [[Esc]], type `?scene=` or open [Training](distiller/mika). **Nothing** is lost."));

    [Fact]
    public void A_text_without_marks_is_one_part() => Assert.Equal([(Kind.Plain, "Brush size ( [ and ] )", "")], Parts("Brush size ( [ and ] )"));

    [Fact]
    public void A_mark_can_be_the_whole_text() => Assert.Equal([(Kind.Strong, "all", "")], Parts("**all**"));

    [Fact]
    public void Values_stand_in_every_kind_of_part() => Assert.Equal(
        [(Kind.Code, "mika", ""), (Kind.Plain, " has 2.5 s: ", ""), (Kind.Link, "see 7", "p/mika")],
        Parts("`{0}` has {1:0.0} s: [see {2}](p/{0})", "mika", 2.5, 7));

    [Fact]
    public void Values_bring_no_marks() => Assert.Equal(
        [(Kind.Plain, "Saved ", ""), (Kind.Code, "a`b**c**", ""), (Kind.Plain, " and [x](y) {0}", "")],
        Parts("Saved `{0}` and {1}", "a`b**c**", "[x](y) {0}"));

    [Fact]
    public void Braces_are_written_twice() => Assert.Equal([(Kind.Code, "{inside: 0.6}", "")], Parts("`{{inside: 0.6}}`"));

    [Fact]
    public void A_page_marks_phrases_with_values_that_are_phrases() => Assert.Equal(
        [(Kind.Plain, "Open ", ""), (Kind.Strong, "a picture", ""), (Kind.Plain, ".", "")],
        new Texts().Marked($"Open **{Phrase.Of("a picture")}**.").Parts());

    private static IEnumerable<(Kind Kind, string Text, string Address)> Parts(string format, params object?[] values) => new MarkedText(format, values).Parts();
}
