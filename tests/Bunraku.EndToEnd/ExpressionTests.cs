using System.Net;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Recording;
using Bunraku.Mocap.Settings;
using Bunraku.TestSupport;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

public sealed class ExpressionTests(Chromium chromium) : IClassFixture<Chromium>
{
    /// <summary>Nothing moves by itself, so that only the face and expressions change the picture.</summary>
    private static readonly PuppetSettings Still = PuppetSettings.Default with { BreathsPerMinute = 0, Idle = new IdleSettings { IsEnabled = false } };

    [Fact]
    public async Task Key_lays_an_expression_over_a_replayed_face_in_the_overlay_and_takes_it_off_again()
    {
        DirectoryInfo home = Directory.CreateTempSubdirectory("bunraku-e2e-");
        WriteStillFace(Path.Combine(home.FullName, "data", "recordings", "still.jsonl"));
        Directory.CreateDirectory(Path.Combine(home.FullName, "config"));
        PuppetSettingsFile.Save(Path.Combine(home.FullName, "config", "ifacialmocap-puppet.json"), Still);
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito, home: home);
        await using WatchedPage puppeteer = await chromium.OpenAsync(new Uri(studio.Address, "/student-ifacialmocap-puppeteer"));
        await puppeteer.WaitForFrameAsync();
        await puppeteer.Page.GetByRole(AriaRole.Button, new() { Name = "Play still.jsonl" }).ClickAsync();
        await Assertions.Expect(puppeteer.Page.Locator("[data-figure=headBoneY]")).ToHaveTextAsync("12.00°", new() { Timeout = 60_000 });
        await using WatchedPage overlay = await chromium.OpenAsync(new Uri(studio.Address, "/overlay"));
        await overlay.WaitForFrameAsync();
        long face = await RestAsync(overlay);

        await puppeteer.Page.BringToFrontAsync();
        await puppeteer.Page.Keyboard.PressAsync("2");
        await Assertions.Expect(puppeteer.Page.Locator(".expression.is-on")).ToContainTextAsync("Joy", new() { Timeout = 60_000 });
        long joy = await OtherAsync(overlay, face);
        await puppeteer.Page.Keyboard.PressAsync("2");
        await Assertions.Expect(puppeteer.Page.Locator(".expression.is-on")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        await UntilAsync(overlay, face);

        // Another program does the same without a page.
        using var client = new HttpClient { DefaultRequestHeaders = { { "Origin", studio.Address.GetLeftPart(UriPartial.Authority) } } };
        using HttpResponseMessage on = await client.PostAsync(new Uri(studio.Address, "/expressions/Joy?on=1"), content: null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, on.StatusCode);
        await UntilAsync(overlay, joy);
        using HttpResponseMessage unknown = await client.PostAsync(new Uri(studio.Address, "/expressions/Nothing"), content: null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        using HttpResponseMessage off = await client.DeleteAsync(new Uri(studio.Address, "/expressions"), TestContext.Current.CancellationToken);
        await UntilAsync(overlay, face);

        // Letters that are typed are no keys.
        await puppeteer.Page.Locator("input[aria-label=\"Phone's IP address\"]").Or(puppeteer.Page.GetByLabel("Name of a new expression")).Last.EvaluateAsync("box => { box.closest('details')?.setAttribute('open', ''); box.focus(); }");
        await puppeteer.Page.Keyboard.PressAsync("2");
        Assert.Equal(0, await puppeteer.Page.Locator(".expression.is-on").CountAsync());
        puppeteer.AssertClean();
        overlay.AssertClean();
        await studio.DisposeAsync();
        home.Delete(recursive: true);
    }

    private static void WriteStillFace(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var recording = FaceRecordingWriter.Create(path, new FaceRecordingHeader("iFacialMocap", DateTimeOffset.UnixEpoch));
        for (int face = 0; face < 60; face++)
        {
            recording.Append(new FacePose(new double[Blendshapes.Names.Length]) { Timestamp = TimeSpan.FromMilliseconds(33 * face), HeadRotation = new EulerAngles(0, double.DegreesToRadians(12), 0) });
        }
    }

    /// <summary>The picture once it no longer changes.</summary>
    private static async Task<long> RestAsync(WatchedPage overlay)
    {
        const int Enough = 4;
        (long before, int same) = (0, 0);
        for (int look = 0; look < 200 && same < Enough; look++)
        {
            await Task.Delay(500, TestContext.Current.CancellationToken);
            long now = await overlay.PixelsAsync();
            same = now == before ? same + 1 : 0;
            before = now;
        }

        if (same == Enough)
        {
            return before;
        }

        throw new InvalidOperationException("The overlay does not come to rest.");
    }

    private static async Task UntilAsync(WatchedPage overlay, long picture)
    {
        for (int look = 0; look < 300 && await overlay.PixelsAsync() != picture; look++)
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        Assert.Equal(picture, await overlay.PixelsAsync());
    }

    /// <summary>The picture at rest, once it is another one.</summary>
    private static async Task<long> OtherAsync(WatchedPage overlay, long before)
    {
        for (int look = 0; look < 60; look++)
        {
            if (await RestAsync(overlay) is var now && now != before)
            {
                return now;
            }
        }

        throw new InvalidOperationException("The overlay shows the same picture as before.");
    }
}
