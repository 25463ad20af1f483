using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Distillation.Rig;
using Bunraku.Live.Items;
using Bunraku.Live.Stages;
using Bunraku.Studio.Features.Distiller.Settings;
using Bunraku.Studio.Features.Distiller.Training;
using Bunraku.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bunraku.Studio.Tests.Distiller;

public sealed class ComparisonTests : IDisposable
{
    private readonly TestProject _test = new TestProject().WithPictures();
    private readonly OpenStages _stages = new(NullLogger<Stage>.Instance, new ItemShelf());

    /// <summary>The rig is the teacher, so the picture is the rig's.</summary>
    public ComparisonTests()
    {
        using var rig = new RigPoser(RigCharacter.Default);
        PngFile.Write(_test.Project.PicturePath, rig.DrawPicture());
    }

    public void Dispose()
    {
        _stages.Dispose();
        _test.Dispose();
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Comparison_without_a_student_leaves_no_page_open()
    {
        for (int attempt = 0; attempt < 20; attempt++)
        {
            Assert.DoesNotContain("at most", Refusal(), StringComparison.Ordinal);
        }

        Assert.Equal(0, _stages.Count);
    }

    [Fact]
    public void Comparison_for_which_there_is_half_the_room_takes_none()
    {
        for (int page = 0; page < 15; page++)
        {
            _stages.Open();
        }

        Assert.Contains("at most", Refusal(), StringComparison.Ordinal);
        Assert.Equal(15, _stages.Count);
    }

    [Fact]
    public async Task Comparison_that_fails_says_so_and_closes_its_stages_all_the_same()
    {
        CharacterModel.Load(TestData.Koito).Save(_test.Project.Run.CharacterModel);
        Comparison comparison = Open();
        var failed = new TaskCompletionSource<Phrase>(TaskCreationOptions.RunContinuationsAsynchronously);
        comparison.Failed += failed.SetResult;

        comparison.TeacherStage!.Feed.Changed += () => throw new InvalidOperationException("a fault");

        Assert.Contains("a fault", (await failed.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ToString(), StringComparison.Ordinal);
        await comparison.DisposeAsync();
        Assert.Equal(0, _stages.Count);
    }

    [Fact]
    public async Task Next_to_a_training_a_slow_teacher_is_left_out_and_the_student_moves_alone()
    {
        CharacterModel.Load(TestData.Koito).Save(_test.Project.Run.CharacterModel);
        var draft = SettingsDraft.Load(_test.Project);
        draft["teacher"] = "tha4";
        Comparison comparison = Comparison.Open(_stages, _test.Project, draft.ToFile(), isGentle: true);
        var moved = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        comparison.StudentStage.Feed.Changed += () => moved.TrySetResult();

        await moved.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Assert.Null(comparison.TeacherStage);
        Assert.Equal(1, _stages.Count);
        await comparison.DisposeAsync();
        Assert.Equal(0, _stages.Count);
    }

    private string Refusal() => Assert.ThrowsAny<BadInputException>(Open).Message;

    private Comparison Open()
    {
        var draft = SettingsDraft.Load(_test.Project);
        draft["teacher"] = "rig";
        return Comparison.Open(_stages, _test.Project, draft.ToFile());
    }
}
