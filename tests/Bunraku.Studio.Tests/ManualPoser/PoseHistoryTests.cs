using Bunraku.Core.Poses;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.ManualPoser;

namespace Bunraku.Studio.Tests.ManualPoser;

public sealed class PoseHistoryTests
{
    private readonly ClockFake _clock = new();
    private readonly PoseHistory _history;

    public PoseHistoryTests() => _history = new PoseHistory(Pose.Rest, _clock);

    [Fact]
    public void Steps_of_one_drag_are_undone_together_and_redone()
    {
        Drag(0.1f, 0.2f, 0.3f);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Drag(0.4f, 0.5f);

        Assert.Equal(At(0.3f), _history.Undo());
        Assert.Equal(Pose.Rest, _history.Undo());
        Assert.Null(_history.Undo());
        Assert.Equal(At(0.3f), _history.Redo());
        Assert.Equal(At(0.5f), _history.Redo());
        Assert.Null(_history.Redo());
    }

    [Fact]
    public void Reset_right_after_a_drag_is_undone_alone()
    {
        Drag(0.1f, 0.6f);
        _history.Note(Pose.Rest, isStep: false);
        Drag(0.9f);

        Assert.Equal(Pose.Rest, _history.Undo());
        Assert.Equal(At(0.6f), _history.Undo());
    }

    [Fact]
    public void New_change_after_undo_leaves_nothing_to_redo()
    {
        Drag(0.1f);
        _history.Undo();
        Drag(0.2f);

        Assert.False(_history.CanRedo);
        Assert.True(_history.CanUndo);
    }

    private static Pose At(float value) => Pose.Rest.With("head_y", value);

    private void Drag(params float[] values)
    {
        foreach (float value in values)
        {
            _history.Note(At(value), isStep: true);
            _clock.Advance(TimeSpan.FromSeconds(0.05));
        }
    }
}
