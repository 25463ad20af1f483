using System.Diagnostics;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Streams;

/// <summary>A system in another language changes nothing in files and on the command line: not its decimal sign, its digits, its calendar, or its letters i.</summary>
[Trait("Category", "Slow")]
public sealed class LocaleTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("tr_TR.UTF-8")]
    [InlineData("de_DE.UTF-8")]
    [InlineData("ar_SA.UTF-8")]
    public async Task What_is_printed_and_written_is_the_same(string locale)
    {
        string poses = _folder.Write("poses.json", """{ "keyframes": [{ "time": 0, "pose": {} }, { "time": 0.5, "pose": { "iris_rotation_x": 0.75 } }] }""");
        string[][] commands =
        [
            ["info", TestData.Koito],
            ["pose", TestData.Koito, "--set", "eye_wink_left=0.25", "head_y=0.5", "-o", "a.png"],
            ["pose", TestData.Koito, "--set", "head_y=0,5", "-o", "b.png"],
            ["render", TestData.Koito, "--poses", poses, "--fps", "2.5", "-o", "a.webp"],
        ];
        List<object> expected = await RunAllAsync("C", commands), actual = await RunAllAsync(locale, commands);

        Assert.Equal(expected, actual);
    }

    /// <summary>The exit code and the texts of each run, and the files that they wrote.</summary>
    private async Task<List<object>> RunAllAsync(string locale, string[][] commands)
    {
        var results = new List<object>();
        foreach (string[] command in commands)
        {
            results.Add(await RunAsync(locale, command));
        }

        foreach (string file in (string[])["a.png", "a.webp"])
        {
            results.Add(Convert.ToHexString(File.ReadAllBytes(_folder[file])));
            File.Delete(_folder[file]);
        }

        return results;
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string locale, string[] command)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "bunraku.dll"), .. command])
        {
            WorkingDirectory = _folder.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["LC_ALL"] = locale, ["LANG"] = locale, ["LANGUAGE"] = locale, ["BUNRAKU_HOME"] = _folder["home"] },
        };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, output, await error);
    }
}
