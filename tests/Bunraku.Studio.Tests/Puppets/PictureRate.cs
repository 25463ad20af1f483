using Bunraku.Conv;
using Bunraku.Core.Images;
using Bunraku.Core.Posing;
using Bunraku.Core.Teachers;
using Bunraku.Live.Frames;
using Bunraku.Live.Puppets;
using Bunraku.Live.Stages;
using Bunraku.Live.Teachers;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Tests.Http;
using Bunraku.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Tests.Puppets;

/// <summary>How many pictures a second a puppeteer shows of a picture that has no student: weights that cost what the published ones cost, and a replayed face.</summary>
public sealed class PictureRate(StudioServer studio, ITestOutputHelper output) : IClassFixture<StudioServer>
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(20);

    [Fact(Explicit = true)]
    public async Task Frames_a_second_of_a_puppeteer_are_reported()
    {
        using var folder = new TemporaryFolder();
        PuppetSession session = studio.App.Services.GetRequiredService<PuppetSessions>().Phone;
        SourcePicture picture = SourcePicture.Of("koito.png", PngFile.Read(Path.Combine(TestData.Koito, "character.png")));
        session.Stage.Show(new Actor(picture.Posed(PictureEngine.Family), Open(picture.Picture)));
        await session.PlayAsync(PhoneFake.Record(folder.Path, Length), repeats: false);

        await using var browser = new BrowserFake(session.Stage);
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        long start = TimeProvider.System.GetTimestamp();
        int frames = 0;
        while (TimeProvider.System.GetElapsedTime(start) < Length - TimeSpan.FromSeconds(2))
        {
            await browser.NextAsync().WaitAsync(cancellation);
            browser.Acknowledge();
            frames++;
        }

        double seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        StageFigures figures = session.Stage.Meter.Read();
        await session.StopAsync();
        Assert.NotNull(figures.EngineMilliseconds);
        output.WriteLine($"{frames / seconds:F1} frames a second over {seconds:F0} s; engine p50 {figures.EngineMilliseconds:F0} ms; face to frame p50 {figures.LatencyMedian:F0} ms, p95 {figures.Latency95:F0} ms; {Environment.ProcessorCount} threads");
    }

    private static IPoser Open(CharacterPicture picture) => new SeparableTeacherLoader()
        .Load(new SeparableWeights(PictureEngine.Family.Networks.ToDictionary(network => network.Name, SyntheticWeights.Of)))
        .Open(picture);
}
