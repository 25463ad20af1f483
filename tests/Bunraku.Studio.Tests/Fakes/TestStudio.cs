using Bunraku.Live.Puppets;
using Bunraku.Live.Stages;
using Bunraku.Live.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Tests.Fakes;

/// <summary>The parts of a Studio that does not listen, with the phone's puppeteer and a character that is cheap to draw.</summary>
internal sealed class TestStudio : IAsyncDisposable
{
    private readonly WebApplication _app;

    public TestStudio(string folder)
    {
        _app = StudioApp.Build(new StudioOptions { Urls = "http://127.0.0.1:0", OpenBrowser = false, ConfigurationFolder = folder, DataFolder = Path.Combine(folder, "data") });
        Session.Stage.Show(TestCharacter.Actor(Poser));
    }

    public PoserFake Poser { get; } = new();

    public PuppetSession Session => _app.Services.GetRequiredService<PuppetSessions>().Phone;

    public OnAir OnAir => _app.Services.GetRequiredService<OnAir>();

    public VmcOutput Vmc => _app.Services.GetRequiredService<VmcOutput>();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
