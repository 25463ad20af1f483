using Bunraku.Core.Errors;
using Bunraku.Core.Poses;
using Bunraku.Core.Teachers;
using Bunraku.Live.Frames;
using Bunraku.Live.Teachers;
using Bunraku.Live.Tests.Fakes;

namespace Bunraku.Live.Tests.Teachers;

public sealed class SharedTeacherTests : IDisposable
{
    private readonly TestTeacher _teacher = new();

    public void Dispose() => _teacher.Dispose();

    [Fact]
    public void Networks_are_loaded_once_for_all_pages_when_the_first_needs_them()
    {
        using TeacherStage first = _teacher.Stage();
        using TeacherStage second = _teacher.Stage("rin");
        Assert.Equal(0, _teacher.Fake.Loaded);

        Render(first);
        Render(second);
        Render(first);

        Assert.Equal(1, _teacher.Fake.Loaded);
        Assert.Equal(3, _teacher.Fake.Alive);
        Assert.Equal("/weights", _teacher.Fake.Folder);
        Assert.Equal("cpu", _teacher.Shared.Device);
    }

    [Fact]
    public void Another_family_takes_the_place_of_the_first_with_the_next_picture()
    {
        using TeacherStage stage = _teacher.Stage();
        using TeacherStage other = _teacher.Stage("rin");
        Render(stage);
        Render(other);
        stage.Output = TeacherFamily.Tha4.Output("upscaler_alpha");

        _teacher.Shared.Use(TeacherFamily.Tha3Separable);
        Assert.Equal(TeacherFamily.Tha3Separable.Posed, stage.Output);
        _teacher.Shared.Render(stage.Seat, stage.Picture!, Pose.Rest, stage.Output);

        Assert.Equal([TeacherFamily.Tha4, TeacherFamily.Tha3Separable], _teacher.Fake.Families);
        Assert.Equal(2, _teacher.Fake.Alive); // The system and one poser: those of the first family are gone.
        Assert.EndsWith("tha3-separable", _teacher.Fake.Folder!, StringComparison.Ordinal);
    }

    [Fact]
    public void Page_that_is_closed_lets_go_of_its_poser()
    {
        TeacherStage stage = _teacher.Stage();
        Render(stage);

        stage.Dispose();

        Assert.Equal(1, _teacher.Fake.Alive);
    }

    [Fact]
    public void Networks_that_nobody_uses_for_a_while_are_released_and_loaded_again_when_needed()
    {
        using TeacherStage stage = _teacher.Stage();
        Render(stage);
        _teacher.Clock.Advance(SharedTeacher.Patience / 2);
        Render(stage);
        _teacher.Clock.Advance(SharedTeacher.Patience * 0.9);
        Assert.Equal(2, _teacher.Fake.Alive);

        _teacher.Clock.Advance(SharedTeacher.Patience * 0.1);
        Assert.Equal(0, _teacher.Fake.Alive);
        Assert.Null(_teacher.Shared.Device);

        Render(stage);
        Assert.Equal(2, _teacher.Fake.Loaded);
        Assert.Equal(2, _teacher.Fake.Alive);
    }

    [Fact]
    public void Networks_that_cannot_be_released_cost_a_message_and_not_the_process()
    {
        using TeacherStage stage = _teacher.Stage();
        Render(stage);
        _teacher.Fake.ReleaseFailure = new InvalidOperationException("CUDA error 700");

        _teacher.Clock.Advance(SharedTeacher.Patience);

        Assert.Contains("CUDA error 700", Assert.Throws<BadInputException>(() => Render(stage)).Message, StringComparison.Ordinal);
        _teacher.Shared.Retry();
        Render(stage);
        Assert.Equal(2, _teacher.Fake.Loaded);
        _teacher.Fake.ReleaseFailure = null;
    }

    [Fact]
    public void Networks_are_released_on_request()
    {
        using TeacherStage stage = _teacher.Stage();
        Render(stage);

        _teacher.Shared.Release();

        Assert.Equal(0, _teacher.Fake.Alive);
    }

    [Fact]
    public void Picture_that_is_saved_after_its_page_was_left_takes_no_seat_again()
    {
        TeacherStage stage = _teacher.Stage();
        Render(stage);
        stage.Dispose();

        Assert.Null(stage.Save(PictureStyle.Transparent, default));

        Assert.Equal(1, _teacher.Fake.Alive);
    }

    [Fact]
    public async Task Trying_again_does_not_wait_for_the_picture_of_another_page()
    {
        using TeacherStage stage = _teacher.Stage();
        using TeacherStage other = _teacher.Stage("rin");
        _teacher.Fake.Hold();
        Task drawing = Task.Run(() => Render(stage), TestContext.Current.CancellationToken);
        await Until.TrueAsync(() => _teacher.Fake.IsHeld, "a picture to be drawn");
        try
        {
            await Task.Run(other.Retry, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        }
        finally
        {
            _teacher.Fake.GoOn();
        }

        await drawing;
    }

    private void Render(TeacherStage stage) => _teacher.Shared.Render(stage.Seat, stage.Picture!, Pose.Rest, TeacherFamily.Tha4.Posed);
}
