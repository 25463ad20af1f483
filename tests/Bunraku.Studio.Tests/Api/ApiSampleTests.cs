using System.Diagnostics;
using Bunraku.Core.Files;
using Bunraku.Core.Images;
using Bunraku.Live.Expressions;
using Bunraku.Live.Puppets;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.Characters;
using Bunraku.Studio.Tests.Http;
using Bunraku.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Tests.Api;

/// <summary>samples/drive_studio.py, as it is.</summary>
public sealed class ApiSampleTests(StudioServer studio) : IClassFixture<StudioServer>
{
    [Fact]
    public async Task Sample_moves_the_mouth_switches_an_expression_and_saves_a_picture()
    {
        Assert.SkipUnless(ProgramFile.OnPath("python3", Environment.GetEnvironmentVariable("PATH") ?? "") is not null, "python3 is not installed.");
        await studio.App.Services.GetRequiredService<CharacterLibrary>().OpenDefaultAsync(TestContext.Current.CancellationToken);
        await studio.App.Services.GetRequiredService<PuppetSessions>().Phone.EnsureCharacterAsync();
        ExpressionMixer mixer = studio.App.Services.GetRequiredService<ExpressionMixer>();
        int poses = 0;
        mixer.Programs.Changed += () => Interlocked.Increment(ref poses);
        using var folder = new TemporaryFolder();
        string picture = Path.Combine(folder.Path, "said.png");
        File.WriteAllText(Path.Combine(folder.Folder("data"), "api-token"), new ApiClient(studio).Token);

        var start = new ProcessStartInfo("python3", [Path.Combine(SharedData.Repository, "samples", "drive_studio.py"), picture]) { RedirectStandardInput = true, RedirectStandardError = true };
        start.Environment["BUNRAKU_HOME"] = folder.Path;
        start.Environment["STUDIO"] = $"http://127.0.0.1:{studio.Address.Port}";
        using Process process = Process.Start(start)!;
        await process.StandardInput.WriteAsync("Hello :)\n");
        process.StandardInput.Close();
        string complained = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, complained);
        Assert.True(poses >= 2, $"{poses} poses came.");
        Assert.True(mixer.IsOn("Joy"));
        Assert.Equal(512, PngFile.Read(picture).Width);
        mixer.Clear();
    }
}
