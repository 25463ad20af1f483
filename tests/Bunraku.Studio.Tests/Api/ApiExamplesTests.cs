using System.Diagnostics;
using System.Text.RegularExpressions;
using Bunraku.Core.Files;
using Bunraku.Live.Expressions;
using Bunraku.Live.Puppets;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.Characters;
using Bunraku.Studio.Tests.Http;
using Bunraku.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Tests.Api;

/// <summary>The examples of docs/studio-api.md run as they stand there, apart from the port and the place of the token.</summary>
public sealed class ApiExamplesTests(StudioServer studio) : IClassFixture<StudioServer>
{
    [Theory]
    [InlineData("sh", 0, "curl", "sh", ".sh", "")]
    [InlineData("python", 0, "python3", "python3", ".py", "")]
    [InlineData("python", 1, "python3", "python3", ".py", "")]
    [InlineData("js", 0, "node", "node", ".mjs", "--experimental-websocket")]
    public async Task Example_works(string language, int number, string needed, string program, string ending, string option)
    {
        Assert.SkipUnless(ProgramFile.OnPath(needed, Environment.GetEnvironmentVariable("PATH") ?? "") is not null, needed + " is not installed.");
        await studio.App.Services.GetRequiredService<CharacterLibrary>().OpenDefaultAsync(TestContext.Current.CancellationToken);
        PuppetSession phone = studio.App.Services.GetRequiredService<PuppetSessions>().Phone;
        await phone.EnsureCharacterAsync();
        int poses = 0;
        ExpressionMixer mixer = studio.App.Services.GetRequiredService<ExpressionMixer>();
        mixer.Programs.Changed += () => Interlocked.Increment(ref poses);

        using var folder = new TemporaryFolder();
        string home = folder.Folder("home");
        string place = Directory.CreateDirectory(Path.Combine(home, ".local", "share", "bunraku")).FullName;
        File.WriteAllText(Path.Combine(place, "api-token"), new ApiClient(studio).Token + "\n");
        string file = Path.Combine(folder.Path, "example" + ending);
        File.WriteAllText(file, Example(language, number).Replace("7860", studio.Address.Port.ToString(), StringComparison.Ordinal));
        var start = new ProcessStartInfo(program, [.. new[] { option, file }.Where(word => word.Length > 0)])
        {
            WorkingDirectory = folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = home;
        using Process process = Process.Start(start)!;
        Task<string> said = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string complained = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0 && !complained.Contains("rror:", StringComparison.Ordinal) && !(await said).Contains("\"error\"", StringComparison.Ordinal), $"{await said}\n{complained}");
        Assert.True(poses > 0, "No pose came.");
        Assert.False(mixer.IsOn("Joy") || mixer.IsOn("Wink"), "The expression is still on.");
        Assert.True(language == "js" || number == 1 || new FileInfo(Path.Combine(folder.Path, "character.png")).Length > 10_000, "There is no picture.");
    }

    private static string Example(string language, int number) =>
        Regex.Matches(File.ReadAllText(Path.Combine(SharedData.Repository, "docs", "studio-api.md")).ReplaceLineEndings("\n"), $"```{language}\n(.*?)```", RegexOptions.Singleline)[number].Groups[1].Value;
}
