using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Shell;
using Microsoft.AspNetCore.Builder;

namespace Bunraku.Studio.Tests.Http;

/// <summary>The terminal says what is open to whom.</summary>
public sealed class NetworkNoticeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false, "for this computer alone (--trust-lan opens them)")]
    [InlineData(true, "open to them too")]
    public async Task Link_with_its_key_and_its_QR_code_is_printed_where_others_can_come(bool trusts, string rest)
    {
        string[] lines = await PrintAsync(new StudioOptions { AllowedHosts = ["studio.example"], TrustsNetwork = trusts });

        Assert.Matches("^Other computers open Studio with this link, which holds a key: http://studio[.]example:[0-9]+/[?]key=[0-9a-f]+ ", lines[0]);
        Assert.Contains("/overlay?key=", lines[0], StringComparison.Ordinal);
        Assert.EndsWith(rest + ".", lines[0].TrimEnd(), StringComparison.Ordinal);
        Assert.True(lines.Length > 10, "There is no QR code.");
    }

    [Fact]
    public async Task Nothing_is_printed_where_nobody_else_can_come() => Assert.Equal([""], await PrintAsync(new StudioOptions()));

    private async Task<string[]> PrintAsync(StudioOptions options)
    {
        options = options with { Urls = "http://127.0.0.1:0", OpenBrowser = false, ConfigurationFolder = _folder.Path, DataFolder = _folder.Path };
        await using WebApplication app = StudioApp.Build(options);
        await app.StartAsync(Xunit.TestContext.Current.CancellationToken);
        var terminal = new StringWriter();
        NetworkNotice.Print(app, options, terminal);
        return terminal.ToString().Split('\n');
    }
}
