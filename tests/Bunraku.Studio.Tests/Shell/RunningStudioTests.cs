using Bunraku.Core.Teachers;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Siren;
using Bunraku.Studio.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Tests.Shell;

public sealed class RunningStudioTests : IDisposable
{
    private readonly TemporaryFolder _settings = new();

    private StudioOptions Options => new() { Urls = "http://127.0.0.1:0", ConfigurationFolder = _settings.Path };

    private string FilePath => Path.Combine(_settings.Path, "running.txt");

    public void Dispose() => _settings.Dispose();

    [Fact]
    public async Task Second_start_of_the_same_user_finds_the_Studio_that_runs_and_none_after_its_end()
    {
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        Assert.Null(await RunningStudio.FindAsync(Options, cancellation));
        string address;
        await using (WebApplication app = StudioApp.Build(Options))
        {
            await StudioAddresses.StartAsync(app, cancellation);
            address = StudioAddresses.ForBrowser(app, "").TrimEnd('/');
            app.Services.GetRequiredService<RunningStudio>().Announce(address + "/");

            Assert.Equal(address, await RunningStudio.FindAsync(Options, cancellation));

            // What stands in the file may be of a Studio that was killed, whose port another program has now.
            string file = await File.ReadAllTextAsync(FilePath, cancellation);
            await File.WriteAllTextAsync(FilePath, file.Replace(app.Services.GetRequiredService<RunningStudio>().Mark, "other", StringComparison.Ordinal), cancellation);
            Assert.Null(await RunningStudio.FindAsync(Options, cancellation));
            await File.WriteAllTextAsync(FilePath, file, cancellation);
        }

        Assert.False(File.Exists(FilePath));
        await File.WriteAllTextAsync(FilePath, $"{address}\nx\n", cancellation);
        Assert.Null(await RunningStudio.FindAsync(Options, cancellation));
        foreach (string wrong in (string[])["", "{", "x\ny\n", "http://192.0.2.1:7860\nx\n", $"{address}\nx\ny\n"])
        {
            await File.WriteAllTextAsync(FilePath, wrong, cancellation);
            Assert.Null(await RunningStudio.FindAsync(Options, cancellation));
        }
    }

    [Fact]
    public void Only_a_start_that_brings_nothing_but_a_page_is_content_with_another_Studio()
    {
        StudioOptions plain = Options with { MayMovePort = true };

        Assert.True(RunningStudio.Suffices(plain));
        Assert.False(RunningStudio.Suffices(plain with { MayMovePort = false }));
        Assert.False(RunningStudio.Suffices(plain with { OpenBrowser = false }));
        Assert.False(RunningStudio.Suffices(plain with { CharacterPath = "mika" }));
        Assert.False(RunningStudio.Suffices(plain with { DistillerProject = "mika" }));
        Assert.True(RunningStudio.Suffices(plain with { OpensWindow = true, StartPage = "/scenes" }));
        Assert.False(RunningStudio.Suffices(plain with { Arithmetic = Arithmetic.FloatingPoint }));
        Assert.False(RunningStudio.Suffices(plain with { TeacherFamily = TeacherFamily.Tha4 }));
        Assert.False(RunningStudio.Suffices(plain with { TeacherDevice = "cpu" }));
        Assert.False(RunningStudio.Suffices(plain with { TrustsNetwork = true }));
        Assert.False(RunningStudio.Suffices(plain with { AllowedHosts = ["mypc.local"] }));
    }
}
