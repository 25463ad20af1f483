using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Teachers;
using Bunraku.Live.Frames;
using Bunraku.Live.Teachers;
using Bunraku.Live.Tests.Fakes;

namespace Bunraku.Live.Tests.Teachers;

public sealed class TeacherStageTests : IDisposable
{
    private readonly TestTeacher _teacher = new();
    private readonly TeacherStage _stage;

    public TeacherStageTests() => _stage = _teacher.Stage();

    public void Dispose()
    {
        _teacher.Fake.GoOn();
        _stage.Dispose();
        _teacher.Dispose();
    }

    [Fact]
    public async Task While_a_frame_is_drawn_only_the_latest_pose_waits()
    {
        await using var browser = new BrowserFake(_stage);
        await browser.NextAsync();
        browser.Acknowledge();
        _teacher.Fake.Hold();
        _stage.Pose = HeadX(0.1f);
        await Until.TrueAsync(() => _teacher.Fake.IsHeld, "a frame that is being drawn");
        for (int i = 0; i < 500; i++)
        {
            _stage.Pose = HeadX(i / 500f);
        }

        _stage.Pose = HeadX(1f);
        _teacher.Fake.GoOn();
        await browser.NextAsync();
        browser.Acknowledge();

        Assert.Equal(255, (await browser.NextAsync()).Alpha);
        Assert.Equal([0f, 0.1f, 1f], _teacher.Fake.Rendered.Select(frame => frame.Pose["head_x"]));
    }

    [Fact]
    public async Task Frame_that_is_drawn_says_so_and_what_the_last_one_took()
    {
        await using var browser = new BrowserFake(_stage);
        await browser.NextAsync();
        browser.Acknowledge();
        _stage.Pose = HeadX(0.5f);
        await browser.NextAsync();
        browser.Acknowledge();
        Assert.Null(_stage.Drawing);
        Assert.NotNull(_stage.LastDuration);

        _teacher.Fake.Hold();
        _stage.Pose = HeadX(1f);
        await Until.TrueAsync(() => _teacher.Fake.IsHeld, "a frame that is being drawn");

        Assert.Equal(_stage.LastDuration, _stage.Drawing?.Expected);
    }

    [Theory]
    [InlineData(0, 0, 512)]
    [InlineData(9, 128, 256)]
    [InlineData(12, 160, 192)]
    [InlineData(27, 192, 128)]
    public async Task Output_is_shown_in_its_own_size_in_the_middle(int index, int left, int side)
    {
        _stage.Output = TeacherFamily.Tha4.Outputs[index];
        await using var browser = new BrowserFake(_stage);

        ReceivedFrame frame = await browser.NextAsync();

        Assert.Equal((left, left, side, side), (frame.Left, frame.Top, frame.Width, frame.Height));
    }

    [Fact]
    public async Task Picture_that_is_shown_is_saved_without_drawing_it_again()
    {
        await using var browser = new BrowserFake(_stage);
        await browser.NextAsync();

        SavedPicture shown = _stage.Save(PictureStyle.Transparent, default)!;
        Assert.Single(_teacher.Fake.Rendered);
        _stage.Output = TeacherFamily.Tha4.Outputs[27];
        _stage.Pose = HeadX(1f);
        SavedPicture part = _stage.Save(PictureStyle.Transparent, default)!;

        Assert.Equal("mika.png", shown.FileName);
        Assert.Equal("mika-decomposer_eyebrow_layer.png", part.FileName);
        StraightImage image = PngFile.Decode(part.Png, part.FileName);
        Assert.Equal((128, 128), (image.Width, image.Height));
        Assert.Equal([255, 255, 255, 255], image.Pixels[..4]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void Alpha_or_grid_change_is_saved_opaque_whatever_the_style(int index)
    {
        _stage.Output = TeacherFamily.Tha4.Outputs[index];
        _stage.Pose = HeadX(0.5f);

        foreach (PictureStyle style in Enum.GetValues<PictureStyle>())
        {
            SavedPicture saved = _stage.Save(style, new LinearColor(0, 1, 0))!;
            byte[] expected = new byte[4 * _stage.Output.Size * _stage.Output.Size];
            float[] planes = new float[_stage.Output.Channels * _stage.Output.Size * _stage.Output.Size];
            planes.AsSpan().Fill(0.5f);
            FrameConversion.ToDisplay(planes, _stage.Output.Channels, _stage.Output.Size, _stage.Output.Size, expected);
            Assert.Equal(expected, PngFile.Decode(saved.Png, saved.FileName).Pixels);
        }
    }

    [Fact]
    public async Task System_that_does_not_load_is_told_once_and_tried_again_on_request_only()
    {
        _teacher.Fake.LoadFailure = new BadInputException("face_morpher.pt is damaged.");
        await using var browser = new BrowserFake(_stage);
        await Until.TrueAsync(() => _stage.Problem is not null, "the message");
        _stage.Pose = HeadX(0.5f);
        await Task.Delay(50, TestContext.Current.CancellationToken);

        Assert.Equal("face_morpher.pt is damaged.", _stage.Problem?.ToString());
        Assert.Equal(1, _teacher.Fake.Loaded);
        Assert.Null(_stage.Save(PictureStyle.Transparent, default));

        _teacher.Fake.LoadFailure = null;
        _stage.Retry();
        await browser.NextAsync();
        Assert.Null(_stage.Problem);
    }

    [Fact]
    public async Task Frame_that_fails_gives_a_message_and_the_next_pose_is_drawn()
    {
        _teacher.Fake.RenderFailure = new InvalidOperationException("a fault");
        await using var browser = new BrowserFake(_stage);
        await Until.TrueAsync(() => _stage.Problem is not null, "the message");
        Assert.DoesNotContain("a fault", _stage.Problem?.ToString(), StringComparison.Ordinal);

        _teacher.Fake.RenderFailure = null;
        _stage.Pose = HeadX(1f);
        Assert.Equal(255, (await browser.NextAsync()).Alpha);
        Assert.Null(_stage.Problem);
    }

    [Fact]
    public async Task Another_picture_is_posed_by_a_poser_of_its_own()
    {
        await using var browser = new BrowserFake(_stage);
        await browser.NextAsync();
        browser.Acknowledge();
        _stage.Picture = TestTeacher.Picture("rin");

        await browser.NextAsync();

        Assert.Equal(1, _teacher.Fake.Loaded);
        Assert.Equal(2, _teacher.Fake.Alive); // The system, and one poser.
        Assert.Equal("rin", _stage.Name);
    }

    private static Pose HeadX(float value) => Pose.Rest.With("head_x", value);
}
