using System.Text.RegularExpressions;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Repository;

/// <summary>Text that comes from outside is quoted in one way: see <c>ForeignText</c>, which escapes it and cuts it.</summary>
public sealed partial class ForeignTextRuleTests
{
    [Fact]
    public void Nothing_puts_quotation_marks_around_foreign_text_by_hand() =>
        Assert.Empty(Directory.GetFiles(Path.Combine(SharedData.Repository, "src"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(path => QuotedByHand(File.ReadAllText(path)).Select(quoted => $"{Path.GetFileName(path)}: {quoted}: use ForeignText.Quote")));

    [Theory]
    [InlineData("""throw new BadInputException($"no model \"{name}\" here")""", 1)]
    [InlineData("""throw new BadInputException($"no model '{model.Name}' here")""", 1)]
    [InlineData("""throw new BadInputException($"no model {ForeignText.Quote(name)}, only \"{Known}\"")""", 0)]
    [InlineData("""svg.Append($"<rect width=\"{width}\"/>")""", 0)]
    public void The_rule_can_fail(string source, int found) => Assert.Equal(found, QuotedByHand(source).Count());

    private static IEnumerable<string> QuotedByHand(string source) => ByHand().Matches(source).Select(match => match.Value);

    /// <summary>A variable between marks. A name with a capital letter is one of ours, and marks behind an equals sign belong to XML.</summary>
    [GeneratedRegex("""(?<!=)(\\"|')\{[a-z_][\w.]*\}(\\"|')""")]
    private static partial Regex ByHand();
}
