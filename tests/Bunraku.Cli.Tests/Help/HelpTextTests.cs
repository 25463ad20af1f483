using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Help;

/// <summary>
/// The help of every command is frozen in Help/Golden. After a change on purpose, run this test with BUNRAKU_ACCEPT_HELP=1, which
/// writes the files again, and read the difference before it is committed.
/// </summary>
public sealed class HelpTextTests
{
    private static readonly string Folder = Path.Combine(SharedData.Repository, "tests", "Bunraku.Cli.Tests", "Help", "Golden");

    [Fact]
    public async Task Help_of_every_command_is_as_it_was_accepted()
    {
        foreach ((string path, _) in CommandTree.All())
        {
            string help = (await CliRun.OfAsync([.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"])).Succeeded().Output;
            string file = FileOf(path);
            string text = string.Join('\n', help.ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(line => line.TrimEnd())) + "\n";
            if (Environment.GetEnvironmentVariable("BUNRAKU_ACCEPT_HELP") == "1")
            {
                await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
            }

            Assert.True(File.Exists(file), $"{file} is missing: accept the help of a new command as the summary of this class says.");
            Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), text);
        }
    }

    [Fact]
    public void No_accepted_help_is_left_of_a_command_that_is_gone() =>
        Assert.Equal(CommandTree.All().Select(entry => FileOf(entry.Path)).Order(), Directory.GetFiles(Folder).Order());

    private static string FileOf(string path) => Path.Combine(Folder, (path.Length == 0 ? "bunraku" : path.Replace(' ', '-')) + ".txt");
}
