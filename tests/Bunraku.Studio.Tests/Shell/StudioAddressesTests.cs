using System.Net;
using System.Net.Sockets;
using Bunraku.Core.Errors;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Bunraku.Studio.Tests.Shell;

public sealed class StudioAddressesTests
{
    [Theory]
    [InlineData("")]
    [InlineData("7860")]
    [InlineData("127.0.0.1:7860")]
    [InlineData("https://127.0.0.1:7860")]
    [InlineData("http://127.0.0.1:7860/sub")]
    [InlineData("http://")]
    [InlineData("http://127.0.0.1:99999")]
    public void Address_that_is_no_plain_http_address_is_refused_with_an_example(string urls)
    {
        var exception = Assert.Throws<BadInputException>(() => StudioAddresses.Check(urls));

        Assert.Contains("http://127.0.0.1:7860", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Taken_port_is_one_message_that_says_what_to_do()
    {
        using var settings = new TemporaryFolder();
        await using WebApplication first = StudioApp.Build(Options("http://127.0.0.1:0", settings));
        await StudioAddresses.StartAsync(first, TestContext.Current.CancellationToken);
        string taken = StudioAddresses.ForBrowser(first, "").TrimEnd('/');
        await using WebApplication second = StudioApp.Build(Options(taken, settings));

        var exception = await Assert.ThrowsAsync<BadInputException>(() => StudioAddresses.StartAsync(second, TestContext.Current.CancellationToken));

        Assert.Contains(taken, exception.Message, StringComparison.Ordinal);
        Assert.Contains("in use", exception.Message, StringComparison.Ordinal);
        Assert.Contains("--urls", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_of_another_machine_is_one_message()
    {
        using var settings = new TemporaryFolder();
        await using WebApplication app = StudioApp.Build(Options("http://192.0.2.1:7860", settings));

        var exception = await Assert.ThrowsAsync<BadInputException>(() => StudioAddresses.StartAsync(app, TestContext.Current.CancellationToken));

        Assert.Contains("192.0.2.1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_next_free_port_is_taken_and_any_other_if_Windows_keeps_a_whole_range()
    {
        Assert.Equal(7862, StudioAddresses.FreePort(7860, port => port >= 7862));

        int far = StudioAddresses.FreePort(7860, isFree: _ => false);

        Assert.False(far is >= 7860 and < 7960, $"{far} was refused before");
        using var listener = new TcpListener(IPAddress.Loopback, far);
        listener.Start();
    }

    [Fact]
    public void A_port_that_Windows_keeps_is_explained()
    {
        string message = StudioAddresses.Refusal("http://127.0.0.1:7860", new SocketException((int)SocketError.AccessDenied));

        Assert.Contains("excludedportrange", message, StringComparison.Ordinal);
        Assert.Contains("--urls", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0", true)]
    [InlineData("http://0.0.0.0:0", false)]
    public async Task Only_a_browser_of_this_machine_is_told_of_a_fault_in_full(string urls, bool isTold)
    {
        using var settings = new TemporaryFolder();
        await using WebApplication app = StudioApp.Build(Options(urls, settings));

        Assert.Equal(isTold, app.Services.GetRequiredService<IOptions<CircuitOptions>>().Value.DetailedErrors);
    }

    [Fact]
    public async Task Usual_port_that_is_taken_makes_way_for_the_next_free_one_unless_an_address_was_given()
    {
        using var settings = new TemporaryFolder();
        await using WebApplication first = StudioApp.Build(Options("http://127.0.0.1:0", settings));
        await StudioAddresses.StartAsync(first, TestContext.Current.CancellationToken);
        string taken = StudioAddresses.ForBrowser(first, "").TrimEnd('/');

        StudioOptions moved = StudioAddresses.WithFreePort(Options(taken, settings) with { MayMovePort = true });

        Assert.NotEqual(taken, moved.Urls);
        Assert.StartsWith("http://127.0.0.1:", moved.Urls, StringComparison.Ordinal);
        Assert.Equal(taken, StudioAddresses.WithFreePort(Options(taken, settings)).Urls);
        await using WebApplication second = StudioApp.Build(moved);
        await StudioAddresses.StartAsync(second, TestContext.Current.CancellationToken);
    }

    private static StudioOptions Options(string urls, TemporaryFolder settings) => new() { Urls = urls, OpenBrowser = false, ConfigurationFolder = settings.Path };
}
