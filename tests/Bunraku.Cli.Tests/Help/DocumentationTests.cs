using System.CommandLine;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Help;

public sealed class DocumentationTests
{
    private static readonly string Documentation = File.ReadAllText(Path.Combine(SharedData.Repository, "docs", "cli.md"));

    [Fact]
    public void Every_command_has_a_section_with_all_of_its_options()
    {
        foreach ((string path, Command command) in CommandTree.All().Where(entry => entry.Path.Length > 0 && entry.Command.Subcommands.Count == 0))
        {
            string heading = $"\n## bunraku {path}\n";
            int start = Documentation.IndexOf(heading, StringComparison.Ordinal);
            Assert.True(start >= 0, $"docs/cli.md has no section \"bunraku {path}\".");
            int end = Documentation.IndexOf("\n## ", start + heading.Length, StringComparison.Ordinal);
            string section = Documentation[start..(end < 0 ? Documentation.Length : end)];
            Assert.All(command.Options.Where(option => option.Name != "--help"), option => Assert.Contains($"`{option.Name}", section, StringComparison.Ordinal));
            Assert.All(command.Arguments, argument => Assert.Contains($"<{argument.Name}>", section, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void No_section_is_left_of_a_command_that_is_gone()
    {
        IEnumerable<string> documented = Documentation.Split('\n').Where(line => line.StartsWith("## bunraku ", StringComparison.Ordinal)).Select(line => line["## bunraku ".Length..]);

        Assert.Empty(documented.Except(CommandTree.All().Select(entry => entry.Path)));
    }
}
