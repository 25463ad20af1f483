using AngleSharp.Dom;
using Bunit;
using Bunraku.Core.Images;
using Bunraku.Core.Images.Doctor;
using Bunraku.Studio.Features.Doctor;
using Bunraku.Studio.Languages;
using Bunraku.TestSupport;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace Bunraku.Studio.Tests.Doctor;

public sealed class PictureDoctorPanelTests : BunitContext, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly List<MendedPicture> _accepted = [];
    private readonly IRenderedComponent<PictureDoctorPanel> _panel;

    public PictureDoctorPanelTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices();
        Services.AddScoped<Texts>();
        _panel = Render<PictureDoctorPanel>(parameters => parameters.Add(panel => panel.Accepted, _accepted.Add));
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_picture_that_is_right_is_accepted_with_one_click_as_it_is()
    {
        StraightImage figure = DrawnFigure.Draw();
        Choose("mika.png", figure);

        Assert.Equal("This picture is ready", _panel.Find("[aria-label=Findings] h2").TextContent);
        await ClickAsync("Use this picture");

        MendedPicture picture = Assert.Single(Accepted());
        Assert.Equal("mika.png", picture.FileName);
        Assert.Equal(figure.Pixels, picture.Image.Pixels);
    }

    [Fact]
    public async Task What_is_wrong_is_said_and_mended()
    {
        Choose("mika.png", DrawnFigure.OnGreen(DrawnFigure.Draw(900, 1.2)));

        Assert.Contains(_panel.FindAll(".doctor-finding"), finding => finding.GetAttribute("data-fault") == "FlatBackground" && finding.TextContent.Contains("#14c828", StringComparison.Ordinal));
        Assert.True(_panel.Find("input[name=background]").HasAttribute("checked"));
        await ClickAsync("Use this picture");

        StraightImage image = Assert.Single(Accepted()).Image;
        Assert.Equal(PictureVerdict.Good, PictureDoctor.Examine(image).Verdict);
    }

    [Fact]
    public async Task A_check_box_that_is_cleared_leaves_what_it_is_about()
    {
        Choose("mika.png", DrawnFigure.OnGreen(DrawnFigure.Draw()));
        await _panel.Find("input[name=background]").ChangeAsync(false);
        await ClickAsync("Use this picture");

        Assert.All(Assert.Single(Accepted()).Image.Pixels.Where((_, i) => i % 4 == 3), alpha => Assert.Equal(255, alpha));
    }

    [Fact]
    public async Task Tolerance_is_taken_from_slider_and_number()
    {
        Choose("mika.png", DrawnFigure.OnGreen(DrawnFigure.Draw()));

        await _panel.Find("#doctor-tolerance").InputAsync("12.5");
        Assert.Equal(12.5, Plan.Background!.Tolerance);
        await _panel.Find("input[aria-label='Tolerance, number']").ChangeAsync("300");
        Assert.Equal(100, Plan.Background!.Tolerance);
        await _panel.Find("input[aria-label='Tolerance, number']").ChangeAsync("much");
        Assert.Equal(100, Plan.Background!.Tolerance);
    }

    [Fact]
    public async Task Numbers_place_the_picture_and_as_proposed_takes_them_back()
    {
        StraightImage figure = DrawnFigure.Draw();
        Choose("mika.png", figure);
        await _panel.Find("input[name=scale]").ChangeAsync("150");
        await _panel.Find("input[name=x]").ChangeAsync("-20");
        await _panel.Find("input[name=y]").ChangeAsync("8.5");

        Assert.Equal(new Placement(1.5, -20, 8.5), Plan.Placement);
        await ClickAsync("Undo my changes");
        Assert.Equal(Placement.Unchanged, Plan.Placement);
    }

    [Fact]
    public async Task Scale_that_is_typed_keeps_the_middle_of_the_head_box_where_it_is()
    {
        Choose("mika.png", DrawnFigure.Draw());
        await _panel.Find("input[name=scale]").ChangeAsync("200");

        PictureBox middle = Plan.Placement.Map(new PictureBox(256, 128, 0));
        Assert.Equal((256, 128), (middle.Left, middle.Top));
    }

    [Fact]
    public async Task A_move_on_the_canvas_reaches_the_numbers_and_the_result()
    {
        StraightImage figure = DrawnFigure.Draw();
        Choose("mika.png", figure);
        PlacementEditor editor = _panel.FindComponent<PlacementEditor>().Instance;
        await _panel.InvokeAsync(() => editor.MoveAsync(1, 30, -4));
        await _panel.InvokeAsync(() => editor.MoveAsync(double.NaN, 0, 0));

        _panel.WaitForAssertion(() => Assert.Equal("30", _panel.Find("input[name=x]").GetAttribute("value")), Patience);
        await ClickAsync("Use this picture");
        Assert.Equal(PictureDoctor.Mend(figure, new MendPlan(new Placement(1, 30, -4))).Pixels, Assert.Single(Accepted()).Image.Pixels);
    }

    [Fact]
    public void A_file_that_is_no_picture_is_reported_and_another_one_may_be_chosen()
    {
        Upload("letter.png", [1, 2, 3]);

        _panel.WaitForAssertion(() => Assert.Contains("letter.png", _panel.Find(".doctor-error").TextContent, StringComparison.Ordinal), Patience);
        Assert.NotNull(_panel.Find("#doctor-file"));
        Assert.Empty(_accepted);
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused()
    {
        Upload("scan.png", new byte[(32 << 20) + 1]);

        _panel.WaitForAssertion(() => Assert.Contains("more than the 32 MB", _panel.Find(".doctor-error").TextContent, StringComparison.Ordinal), Patience);
    }

    [Fact]
    public async Task A_picture_of_which_nothing_can_be_made_cannot_be_used()
    {
        Choose("empty.png", new StraightImage(512, 512));

        Assert.Equal("This picture cannot be used yet", _panel.Find("[aria-label=Findings] h2").TextContent);
        Assert.DoesNotContain(_panel.FindAll("button"), button => button.TextContent.Contains("Use this picture", StringComparison.Ordinal));
        await ClickAsync("Choose another picture");
        Assert.NotNull(_panel.Find("#doctor-file"));
    }

    [Fact]
    public async Task A_background_of_many_colours_can_be_tried_with_a_colour_of_the_user()
    {
        StraightImage busy = DrawnFigure.OnGreen(DrawnFigure.Draw());
        for (int i = 0; i < 512 * 512; i++)
        {
            int column = i % 512;
            if (column is < 120 or > 392 && column % 7 < 4)
            {
                byte[] stripe = [(byte)(255 - (column % 50)), (byte)(column * 5), (byte)(column * 3), 255];
                stripe.CopyTo(busy.Pixels, 4 * i);
            }
        }

        Choose("busy.png", busy);
        Assert.Contains(_panel.FindAll(".doctor-finding"), finding => finding.GetAttribute("data-fault") == "BusyBackground");
        await _panel.Find("input[name=color]").ChangeAsync("#14c828");

        _panel.WaitForAssertion(() => Assert.Contains(_panel.FindAll("button"), button => button.TextContent.Contains("Use this picture", StringComparison.Ordinal)), Patience);
        Assert.Equal(new SrgbColor(0x14, 0xc8, 0x28), Plan.Background!.Color);
    }

    [Fact]
    public async Task Start_over_asks_for_a_picture_again()
    {
        Choose("mika.png", DrawnFigure.Draw());
        await ClickAsync("Start over");
        Assert.NotNull(_panel.Find("#doctor-file"));
    }

    private MendPlan Plan => _panel.FindComponent<PlacementEditor>().Instance.Session.Plan;

    private List<MendedPicture> Accepted()
    {
        _panel.WaitForState(() => _accepted.Count > 0, Patience);
        return _accepted;
    }

    private void Choose(string name, StraightImage image)
    {
        Upload(name, PngFile.Encode(image));
        _panel.WaitForElement("#doctor-canvas", Patience);
        _panel.WaitForState(() => _panel.FindComponent<PlacementEditor>().Instance.Session.Cleaned is not null, Patience);
    }

    private void Upload(string name, byte[] content) =>
        _panel.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromBinary(content, name));

    private async Task ClickAsync(string text)
    {
        IElement Button() => _panel.FindAll("button").Single(button => button.TextContent.Contains(text, StringComparison.Ordinal));
        _panel.WaitForAssertion(() => Assert.False(Button().HasAttribute("disabled")), Patience);
        await Button().ClickAsync();
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await base.DisposeAsync();
}
