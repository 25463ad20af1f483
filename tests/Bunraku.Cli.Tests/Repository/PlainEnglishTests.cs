using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Repository;

public sealed class PlainEnglishTests
{
    /// <summary>What the original program calls a preview; docs/distiller-ui.md quotes it.</summary>
    private const string QuotedFromTheOriginal = "\"Mask upon face\"";

    public static TheoryData<string> Documents =>
    [
        .. ((string[])["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "CODE_OF_CONDUCT.md"])
            .Concat(Directory.GetFiles(Path.Combine(SharedData.Repository, "docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.GetFiles(Path.Combine(SharedData.Repository, "assets"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.GetFiles(Path.Combine(SharedData.Repository, "src"), "README.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(SharedData.Repository, Path.Combine(SharedData.Repository, path)).Replace('\\', '/')),
    ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Documents_are_in_plain_English(string document)
    {
        string text = File.ReadAllText(Path.Combine(SharedData.Repository, document)).Replace(QuotedFromTheOriginal, "", StringComparison.Ordinal);

        Assert.Empty(PlainEnglish.ProblemsOfDocument(text));
    }

    [Fact]
    public void Messages_and_pages_are_in_plain_English()
    {
        IEnumerable<string> problems = Sources()
            .SelectMany(path => PlainEnglish.ProblemsOfSource(File.ReadAllText(path), path.EndsWith(".razor", StringComparison.Ordinal)).Select(problem => $"{Path.GetFileName(path)}: {problem}"));

        Assert.Empty(problems);
    }

    [Fact]
    public void Doc_comments_are_in_plain_English() => Assert.Empty(Sources()
        .SelectMany(path => PlainEnglish.ProblemsOfDocComments(File.ReadAllText(path)).Select(problem => $"{Path.GetFileName(path)}: {problem}")));

    [Theory]
    [InlineData("/// <summary>\n/// Begins <see cref=\"Mend\"/>\n/// anew. Good.\n/// </summary>\n// whoever reads this", 1)]
    [InlineData("/// <summary>a a a a a a a a a a a a a a a a a a</summary>\n/// <returns>a a a a a a a a a a a a a a a a a a</returns>", 0)]
    [InlineData("/// <code>\n/// a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a\n/// </code>", 0)]
    [InlineData("/// <summary>\n    /// a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a\n    /// <c>a a a</c> a.\n/// </summary>", 1)]
    public void The_rule_for_doc_comments_can_fail(string source, int problems) => Assert.Equal(problems, PlainEnglish.ProblemsOfDocComments(source).Count());

    [Theory]
    [InlineData("// \"begin anew now\"\nstring x = \"It goes on here.\";", false, 1)]
    [InlineData("<p>Mend it here</p>\n@* whoever reads this *@\n@code {\n  string x = \"beside the point\";\n}", true, 2)]
    public void The_rule_for_sources_can_fail(string source, bool isRazor, int problems) => Assert.Equal(problems, PlainEnglish.ProblemsOfSource(source, isRazor).Count());

    [Theory]
    [InlineData("One. Two words.\n\nA `code anew` and a [link](beside.md).\n\n```\nwhoever\n```\n", 0)]
    [InlineData("Begin anew. It goes on.", 2)]
    [InlineData("- shall it\n- or not\n", 1)]
    [InlineData("a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a.", 0)]
    [InlineData("a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a.", 1)]
    public void The_rule_can_fail(string document, int problems) => Assert.Equal(problems, PlainEnglish.ProblemsOfDocument(document).Count());

    private static IEnumerable<string> Sources() => Directory.GetFiles(Path.Combine(SharedData.Repository, "src"), "*.*", SearchOption.AllDirectories)
        .Where(path => Path.GetExtension(path) is ".cs" or ".razor" && !path.Contains("node_modules", StringComparison.Ordinal));
}
