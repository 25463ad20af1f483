using Bunraku.Core.Images;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Commands;

public sealed class ImageCommandTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Check_of_a_good_picture_ends_with_0()
    {
        CliRun run = await CliRun.OfAsync("image", "check", Save("good.png", DrawnFigure.Draw()));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("good as it is", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_of_the_rig_s_picture_sees_its_head_under_the_long_hair()
    {
        (await CliRun.OfAsync("rig", _folder["koito"])).Succeeded();
        CliRun run = await CliRun.OfAsync("image", "check", _folder["koito", "character.png"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("clearly seen", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("note", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_of_a_picture_that_can_be_mended_ends_with_1_and_says_how()
    {
        CliRun run = await CliRun.OfAsync("image", "check", Save("large.png", DrawnFigure.OnGreen(DrawnFigure.Draw(1024, 2))));
        Assert.Equal((1, ""), (run.ExitCode, run.Error));
        Assert.Contains("The picture is 1024x1024 pixels", run.Output, StringComparison.Ordinal);
        Assert.Contains("#14c828", run.Output, StringComparison.Ordinal);
        Assert.Contains("Fit mends it: that colour is made transparent", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_of_an_empty_picture_ends_with_2()
    {
        CliRun run = await CliRun.OfAsync("image", "check", Save("empty.png", new StraightImage(512, 512)));
        Assert.Equal((2, ""), (run.ExitCode, run.Error));
        Assert.Contains("The picture is empty", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_picture_is_refused_by_both()
    {
        string text = _folder.Write("text.png", "no picture");
        (await CliRun.OfAsync("image", "check", text)).Refused("text.png", "something else");
        (await CliRun.OfAsync("image", "fit", text, "-o", _folder["out.png"])).Refused("text.png", "something else");
        Assert.Equal(["text.png"], _folder.Content());
    }

    [Fact]
    public async Task Fit_writes_a_picture_that_check_calls_good()
    {
        string output = _folder["out.png"];
        CliRun run = (await CliRun.OfAsync("image", "fit", Save("in.png", DrawnFigure.OnGreen(DrawnFigure.Draw(900, 1.2))), "-o", output)).Succeeded();
        Assert.Equal(output, run.Output.TrimEnd());
        Assert.Equal(0, (await CliRun.OfAsync("image", "check", output)).ExitCode);
        Assert.Equal(["in.png", "out.png"], _folder.Content());
    }

    [Fact]
    public async Task Fit_leaves_a_good_picture_as_it_is()
    {
        StraightImage figure = DrawnFigure.Draw();
        (await CliRun.OfAsync("image", "fit", Save("in.png", figure), "-o", _folder["out.png"])).Succeeded();
        Assert.Equal(figure.Pixels, PngFile.Read(_folder["out.png"]).Pixels);
    }

    [Fact]
    public async Task Fit_writes_over_its_input_only_when_told_to()
    {
        string file = Save("in.png", DrawnFigure.OnGreen(DrawnFigure.Draw()));
        byte[] before = File.ReadAllBytes(file);
        (await CliRun.OfAsync("image", "fit", file, "-o", Path.Combine(_folder.Root, ".", "in.png"))).Refused("in.png", "--replace");
        Assert.Equal(before, File.ReadAllBytes(file));
        (await CliRun.OfAsync("image", "fit", file, "-o", file, "--replace")).Succeeded();
        Assert.Equal(0, PngFile.Read(file).Pixels[3]);
    }

    [Fact]
    public async Task Fit_keeps_the_background_when_told_to()
    {
        (await CliRun.OfAsync("image", "fit", Save("in.png", DrawnFigure.OnGreen(DrawnFigure.Draw())), "-o", _folder["out.png"], "--keep-background")).Succeeded();
        Assert.All(PngFile.Read(_folder["out.png"]).Pixels.Where((_, i) => i % 4 == 3), alpha => Assert.Equal(255, alpha));
    }

    [Fact]
    public async Task Fit_places_the_picture_as_it_is_told()
    {
        string file = Save("in.png", DrawnFigure.Draw());
        (await CliRun.OfAsync("image", "fit", file, "-o", _folder["head.png"], "--head", "192,64,64")).Succeeded();
        (await CliRun.OfAsync("image", "fit", file, "-o", _folder["numbers.png"], "--scale", "2", "--shift-x", "-192", "--shift-y", "-64")).Succeeded();
        Assert.Equal(PngFile.Read(_folder["head.png"]).Pixels, PngFile.Read(_folder["numbers.png"]).Pixels);
        Assert.NotEqual(PngFile.Read(file).Pixels, PngFile.Read(_folder["head.png"]).Pixels);
    }

    [Fact]
    public async Task Fit_removes_the_colour_that_it_is_told()
    {
        (await CliRun.OfAsync("image", "fit", Save("in.png", DrawnFigure.OnGreen(DrawnFigure.Draw())), "-o", _folder["out.png"], "--background", "#14c828", "--tolerance", "3")).Succeeded();
        Assert.Equal(0, PngFile.Read(_folder["out.png"]).Pixels[3]);
    }

    [Theory]
    [InlineData("--tolerance", "101")]
    [InlineData("--tolerance", "-1")]
    [InlineData("--background", "green")]
    [InlineData("--head", "1,2")]
    [InlineData("--head", "1,2,-3")]
    [InlineData("--scale", "0")]
    public async Task A_value_that_makes_no_sense_is_refused(string option, string value)
    {
        string file = Save("in.png", DrawnFigure.Draw());
        Assert.Equal(2, (await CliRun.OfAsync("image", "fit", file, "-o", _folder["out.png"], option, value)).ExitCode);
        Assert.Equal(["in.png"], _folder.Content());
    }

    [Fact]
    public async Task Options_that_contradict_each_other_are_refused()
    {
        string file = Save("in.png", DrawnFigure.Draw());
        (await CliRun.OfAsync("image", "fit", file, "-o", _folder["out.png"], "--head", "1,2,3", "--scale", "2")).Refused("--head");
        (await CliRun.OfAsync("image", "fit", file, "-o", _folder["out.png"], "--background", "#ffffff", "--keep-background")).Refused("--keep-background");
    }

    [Fact]
    public async Task A_picture_that_no_character_can_be_made_of_is_refused_by_fit() =>
        (await CliRun.OfAsync("image", "fit", Save("in.png", new StraightImage(512, 512)), "-o", _folder["out.png"])).Refused("in.png", "empty");

    private string Save(string name, StraightImage image)
    {
        PngFile.Write(_folder[name], image);
        return _folder[name];
    }
}
