using Bunraku.Core.Poses;
using Bunraku.Core.Teachers;
using Bunraku.Studio.Features.FullManualPoser;
using Bunraku.Studio.Tests.Fakes;

namespace Bunraku.Studio.Tests.FullManualPoser;

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
    public void Networks_are_released_on_request()
    {
        using TeacherStage stage = _teacher.Stage();
        Render(stage);

        _teacher.Shared.Release();

        Assert.Equal(0, _teacher.Fake.Alive);
    }

    private void Render(TeacherStage stage) => _teacher.Shared.Render(stage, stage.Picture!, Pose.Rest, TeacherOutputs.Posed);
}
