using Bunraku.Distillation.Configuration;
using Bunraku.TestSupport;

namespace Bunraku.Studio.Tests.Distiller;

public sealed class DocumentationTests
{
    /// <summary>The rows of the table: what the original has, and where it is here.</summary>
    private static readonly string[][] Rows =
    [
        .. File.ReadAllLines(Path.Combine(SharedData.Repository, "docs", "distiller-ui.md"))
            .SkipWhile(line => !line.StartsWith("| original |", StringComparison.Ordinal))
            .Skip(2)
            .TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Trim('|', ' ').Split(" | ")),
    ];

    /// <summary>Menus, captions, buttons and boxes of the original's interface.</summary>
    public static TheoryData<string> Texts =>
    [
        "New (Ctrl+N)", "Open (Ctrl+O)", "Save (Ctrl+S)", "Exit (Ctrl+Q)", "\"Face\"", "\"Face mask\"", "\"Mask upon face\"", "\"Nothing yet!\"", "\"Change...\"",
        "\"Randomize\"", "\"Help\"", "\"Go to Main Documentation\"", "RUN", "num_training_examples_per_sample_output", "\"Do not generate sample outputs\"", "10_000, 100_000, 1_000_000",
        "unsaved changes", "Help: start page", "Help: project folder", "Help: character picture", "Help: face mask", "Help: CPU workers, GPUs", "Help: random seed", "Help: batch size",
        "Help: sample pictures", "Message boxes", "Console output", "asks before overwriting", "which values must be set first",
    ];

    [Fact]
    public void The_table_of_the_original_interface_names_every_field()
    {
        foreach (ConfigField field in ConfigFields.All)
        {
            Assert.Contains(Rows, row => row.Any(cell => cell.Contains($"`{field.Name}`", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void The_table_says_where_every_text_of_the_original_interface_is_here(string text) =>
        Assert.Contains(Rows, row => row[0].Contains(text, StringComparison.Ordinal) && row[1].Length > 0);

    [Fact]
    public void Every_row_of_the_table_has_both_sides() => Assert.All(Rows, row => Assert.Equal(2, row.Length));
}
