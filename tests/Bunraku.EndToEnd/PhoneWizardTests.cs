using System.Globalization;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Mocap.Calibration;
using Bunraku.Mocap.Faces;
using Bunraku.TestSupport;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd;

public sealed class PhoneWizardTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Fact]
    public async Task Phone_is_set_up_in_three_steps_and_calibrated_with_four_movements()
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito);
        await using WatchedPage watched = await chromium.OpenAsync(new Uri(studio.Address, "/student-ifacialmocap-puppeteer"), WatchedPage.NoFrames);
        IPage page = watched.Page;
        int port = PhoneFake.FreePort();
        await page.GetByLabel("Tracker").SelectOptionAsync("IFacialMocap");
        await page.GetByText("More", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("Port", new() { Exact = true }).FillAsync(port.ToString(CultureInfo.InvariantCulture));
        await page.GetByLabel("Port", new() { Exact = true }).PressAsync("Tab");
        await page.GetByText("Set up a phone").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Next" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Start" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Waiting for a face")).ToBeVisibleAsync(new() { Timeout = 60_000 });

        await using var phone = new PhoneFake(port, Face(0));
        await Assertions.Expect(page.GetByText("A face is seen")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Guided calibration" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        await page.GetByText("relax your face. Hold it").WaitForAsync();
        await page.GetByText("Smile as broadly").First.WaitForAsync();
        phone.Shown = Face(0.5);
        await page.GetByText("Everything moves in the range of your face now").WaitForAsync(new() { Timeout = 60_000 });
        await page.GetByRole(AriaRole.Button, new() { Name = "Close" }).Last.ClickAsync();
        await page.Locator("input[value=Channels]").CheckAsync(new() { Force = true });
        await Assertions.Expect(page.GetByLabel("jawOpen, gain").First).ToHaveValueAsync("2.04", new() { Timeout = 60_000 });

        watched.AssertClean();
    }

    /// <summary>A face that shows everything that the calibration asks for, as far as a weight.</summary>
    private static FacePose Face(double weight)
    {
        double[] weights = new double[Blendshapes.Count];
        foreach (Blendshape channel in CalibrationStep.All.SelectMany(step => step.Channels))
        {
            weights[(int)channel] = weight;
        }

        return new FacePose(weights);
    }
}
