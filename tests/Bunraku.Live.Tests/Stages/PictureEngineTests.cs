using Bunraku.Core.Errors;
using Bunraku.Core.Poses;
using Bunraku.Core.Teachers;
using Bunraku.Live.Frames;
using Bunraku.Live.Stages;
using Bunraku.Live.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bunraku.Live.Tests.Stages;

/// <summary>A picture on a stage like a student, drawn by a teacher without networks.</summary>
public sealed class PictureEngineTests : IDisposable
{
    private readonly TeacherFake _teacher = new();
    private readonly Casting _casting;
    private readonly LiveStage _stage = new("test", NullLogger.Instance);

    public PictureEngineTests() =>
        _casting = new Casting(NullLogger<Casting>.Instance, CancellationToken.None, pictures: new PictureEngine(_teacher, family => $"/models/{family.Name}"));

    public void Dispose()
    {
        _teacher.GoOn();
        _stage.Dispose();
        _casting.Dispose();
        _teacher.Dispose();
    }

    [Fact]
    public void Stages_share_the_networks_which_go_with_the_last_picture()
    {
        Actor first = _casting.Cast(Picture("mika"));
        Actor second = _casting.Cast(Picture("rin"));
        Assert.Equal(1, _teacher.Loaded);
        Assert.Equal("/models/tha3-separable", _teacher.Folder);

        first.Dispose();
        Assert.Equal(2, _teacher.Alive); // The networks and one picture.
        second.Dispose();
        Assert.Equal(0, _teacher.Alive);

        _casting.Cast(Picture("mika")).Dispose();
        Assert.Equal(2, _teacher.Loaded);
    }

    [Fact]
    public void Networks_that_cannot_be_loaded_are_tried_again_the_next_time()
    {
        _teacher.LoadFailure = new BadInputException("There are no networks.");
        Assert.Same(_teacher.LoadFailure, Assert.Throws<BadInputException>(() => _casting.Cast(Picture("mika"))));

        _teacher.LoadFailure = null;
        _casting.Cast(Picture("mika")).Dispose();

        Assert.Equal(0, _teacher.Alive);
    }

    [Fact]
    public void Program_without_networks_for_pictures_says_so()
    {
        using var students = new Casting(NullLogger<Casting>.Instance, CancellationToken.None);

        Assert.Contains("Train a student", Assert.Throws<BadInputException>(() => students.Cast(Picture("mika"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slow_picture_is_drawn_in_the_newest_pose_and_no_pose_waits()
    {
        _stage.Show(_casting.Cast(Picture("mika")));
        await using var browser = new BrowserFake(_stage);
        Assert.Equal(0, (await browser.NextAsync()).Alpha);
        browser.Acknowledge();
        _teacher.Hold();
        _stage.Pose = HeadX(0.1f);
        await Until.TrueAsync(() => _teacher.IsHeld, "the frame that is being drawn");
        for (int i = 0; i < 500; i++)
        {
            _stage.Pose = HeadX(i / 500f); // None of them waits for the frame.
        }

        _stage.Pose = HeadX(1f);
        _teacher.GoOn();
        await browser.NextAsync();
        browser.Acknowledge();
        ReceivedFrame newest = await browser.NextAsync();

        Assert.Equal(255, newest.Alpha);
        Assert.Equal(3, _teacher.Rendered.Count);
    }

    [Fact]
    public void Output_that_a_teacher_does_not_have_gives_the_finished_picture_until_a_student_comes()
    {
        _stage.Output = FrameOutput.Alpha;
        _stage.Show(_casting.Cast(Picture("mika")));
        Assert.Equal(FrameOutput.Final, _stage.Output);
        Assert.NotNull(_stage.Save(PictureStyle.Transparent, default));
        _stage.Output = FrameOutput.Warped;
        Assert.Equal(FrameOutput.Warped, _stage.Output);

        _stage.Output = FrameOutput.Alpha;
        _stage.Show(TestCharacter.Actor(new PoserFake()));

        Assert.Equal(FrameOutput.Alpha, _stage.Output);
    }

    private static PosedPicture Picture(string name) => TestTeacher.Picture(name).Posed(PictureEngine.Family);

    private static Pose HeadX(float value) => Pose.Rest.With("head_x", value);
}
