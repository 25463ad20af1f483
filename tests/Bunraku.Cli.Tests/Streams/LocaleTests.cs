using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Streams;

/// <summary>A system in another language changes nothing in files and on the command line: not its decimal sign, its digits, its calendar, or its letters i.</summary>
[Trait("Category", "Slow")]
public sealed class LocaleTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_printed_and_written_is_the_same()
    {
        string poses = _folder.Write("poses.json", """{ "keyframes": [{ "time": 0, "pose": {} }, { "time": 0.5, "pose": { "iris_rotation_x": 0.75 } }] }""");
        string[][] commands =
        [
            ["info", TestData.Koito],
            ["pose", TestData.Koito, "--set", "eye_wink_left=0.25", "head_y=0.5", "-o", "a.png"],
            ["pose", TestData.Koito, "--set", "head_y=0,5", "-o", "b.png"],
            ["render", TestData.Koito, "--poses", poses, "--fps", "2.5", "-o", "a.webp"],
        ];
        List<object> expected = await RunAllAsync("C", commands);

        foreach (string locale in (string[])["tr_TR.UTF-8", "de_DE.UTF-8", "ar_SA.UTF-8"])
        {
            Assert.Equal(expected, await RunAllAsync(locale, commands));
        }
    }

    /// <summary>The exit code and the texts of each run, and the files that they wrote.</summary>
    private async Task<List<object>> RunAllAsync(string locale, string[][] commands)
    {
        var results = new List<object>();
        foreach (string[] command in commands)
        {
            results.Add(await CliRun.OfProcessAsync(_folder.Root, [("LC_ALL", locale), ("LANG", locale), ("LANGUAGE", locale), ("BUNRAKU_HOME", _folder["home"])], command));
        }

        foreach (string file in (string[])["a.png", "a.webp"])
        {
            results.Add(Convert.ToHexString(File.ReadAllBytes(_folder[file])));
            File.Delete(_folder[file]);
        }

        return results;
    }
}
