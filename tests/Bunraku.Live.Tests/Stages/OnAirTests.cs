using Bunraku.Live.Stages;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bunraku.Live.Tests.Stages;

public sealed class OnAirTests : IDisposable
{
    private readonly OnAir _onAir = new();
    private readonly LiveStage _poser = new("poser", NullLogger.Instance);
    private readonly LiveStage _phone = new("phone", NullLogger.Instance);

    public void Dispose()
    {
        _poser.Dispose();
        _phone.Dispose();
    }

    [Fact]
    public void Page_opened_last_is_shown_and_leaves_to_the_one_before()
    {
        Assert.Null(_onAir.Current);
        _onAir.Open(_phone);
        _onAir.Open(_poser);
        Assert.Same(_poser, _onAir.Current);
        _onAir.Close(_poser);
        Assert.Same(_phone, _onAir.Current);
    }

    [Fact]
    public void Running_puppeteer_stays_on_the_air_whatever_page_is_opened()
    {
        _onAir.Start(_phone);
        _onAir.Open(_poser);
        Assert.Same(_phone, _onAir.Current);
        _onAir.Stop(_phone);
        Assert.Same(_poser, _onAir.Current);
    }
}
