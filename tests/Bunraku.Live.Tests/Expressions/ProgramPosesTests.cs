using Bunraku.Core.Errors;
using Bunraku.Core.Poses;
using Bunraku.Live.Expressions;
using Bunraku.Live.Tests.Fakes;

namespace Bunraku.Live.Tests.Expressions;

public sealed class ProgramPosesTests : IDisposable
{
    private static readonly Pose Page = Pose.Rest.With("head_x", 0.4f).With("mouth_aaa", 0.2f);
    private readonly ClockFake _clock = new();
    private readonly ExpressionMixer _mixer;

    public ProgramPosesTests()
    {
        _mixer = new ExpressionMixer(_clock);
        _clock.Advance(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Program_moves_what_it_names_and_everything_fades_back_when_it_goes()
    {
        ProgramPose program = _mixer.Programs.Enter();
        program.Take(Values("{\"head_x\": -1}"));
        Assert.Equal(-1, Applied("head_x"));
        Assert.Equal(0.2f, Applied("mouth_aaa"));

        program.Dispose();
        Assert.Equal(-1, Applied("head_x"));
        _clock.Advance(ProgramPoses.FadeOut / 2);
        Assert.Equal(-0.3f, Applied("head_x"), 0.01f);
        _clock.Advance(ProgramPoses.FadeOut / 2);
        Assert.Same(Page, _mixer.Apply(Page));
        Assert.Equal(0, _mixer.Programs.Count);
    }

    [Fact]
    public void Parameter_that_is_named_no_more_fades_back_while_the_others_stay()
    {
        using ProgramPose program = _mixer.Programs.Enter();
        program.Take(Values("{\"head_x\": 1, \"head_y\": 1}"));
        program.Take(Values("{\"head_y\": 1}"));
        _clock.Advance(ProgramPoses.FadeOut);

        Assert.Equal((0.4f, 1f), (Applied("head_x"), Applied("head_y")));
    }

    [Fact]
    public void Of_two_programs_the_later_one_wins_and_each_keeps_what_the_other_does_not_name()
    {
        using ProgramPose first = _mixer.Programs.Enter();
        ProgramPose second = _mixer.Programs.Enter();
        second.Take(Values("{\"head_x\": 0.5}"));
        first.Take(Values("{\"head_x\": -0.5, \"head_y\": 0.7}"));
        Assert.Equal((0.5f, 0.7f), (Applied("head_x"), Applied("head_y")));

        second.Dispose();
        _clock.Advance(ProgramPoses.FadeOut);
        Assert.Equal(-0.5f, Applied("head_x"));
    }

    [Fact]
    public void Values_are_limited_to_their_ranges_and_expressions_lie_over_them()
    {
        using ProgramPose program = _mixer.Programs.Enter();
        program.Take(Values("{\"head_x\": 7, \"mouth_aaa\": -3}"));
        Assert.Equal((1f, 0f), (Applied("head_x"), Applied("mouth_aaa")));

        _mixer.Set(Expression.Of("open", Pose.Rest.With("mouth_aaa", 1)) with { FadeIn = 0 }, isOn: true);
        Assert.Equal(1f, Applied("mouth_aaa"));
    }

    [Fact]
    public async Task Pages_are_told_of_every_pose_and_until_the_end_of_a_fade()
    {
        using var mixer = new ExpressionMixer();
        int told = 0;
        Pose shown = Page;
        mixer.Moved += () =>
        {
            shown = mixer.Apply(Page);
            Interlocked.Increment(ref told);
        };
        ProgramPose program = mixer.Programs.Enter();
        program.Take(Values("{\"head_x\": 1}"));
        Assert.Equal((1, 1f), (told, shown["head_x"]));

        program.Dispose();
        await Until.TrueAsync(() => ReferenceEquals(shown, Page), "the page's own pose is shown");
        await Task.Delay(50, TestContext.Current.CancellationToken);
        int then = told;
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.Equal(then, told);
    }

    [Fact]
    public void Ninth_program_is_refused_until_another_one_goes()
    {
        ProgramPose[] programs = [.. Enumerable.Range(0, ProgramPoses.Most).Select(_ => _mixer.Programs.Enter())];
        Assert.Throws<BadInputException>(() => _mixer.Programs.Enter());
        programs[3].Dispose();

        _mixer.Programs.Enter().Dispose();
    }

    public void Dispose() => _mixer.Dispose();

    private float Applied(string name) => _mixer.Apply(Page)[name];

    private static IReadOnlyList<(PoseParameter Parameter, float Value)> Values(string json) => PoseText.ParsePartial(System.Text.Encoding.UTF8.GetBytes(json), "pose");
}
