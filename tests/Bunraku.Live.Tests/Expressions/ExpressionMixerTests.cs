using System.Collections.Immutable;
using Bunraku.Core.Poses;
using Bunraku.Live.Expressions;
using Bunraku.Live.Tests.Fakes;

namespace Bunraku.Live.Tests.Expressions;

public sealed class ExpressionMixerTests : IDisposable
{
    private static readonly Expression Open = new()
    {
        Name = "open",
        Values = ImmutableSortedDictionary<string, float>.Empty.Add("mouth_aaa", 0.8f),
        FadeIn = 1,
        FadeOut = 2,
    };

    private static readonly Pose Face = Pose.Rest.With("mouth_aaa", 0.4f).With("head_y", 0.3f);
    private readonly ClockFake _clock = new();
    private readonly ExpressionMixer _mixer;

    public ExpressionMixerTests() => _mixer = new ExpressionMixer(_clock);

    [Fact]
    public void Expression_fades_in_over_the_face_stays_and_fades_out_again()
    {
        _mixer.Press(Open);
        Assert.Equal(0.4f, Mouth(Face));
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Equal(0.6f, Mouth(Face), 0.001f); // Half of the way, at the middle of an even curve.
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0.8f, Mouth(Face));
        Assert.Equal(0.3f, _mixer.Apply(Face)["head_y"]); // What the expression does not name follows the face.

        _mixer.Press(Open);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0.6f, Mouth(Face), 0.001f);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Same(Face, _mixer.Apply(Face));
    }

    [Fact]
    public void Turning_back_in_the_middle_of_a_fade_never_jumps()
    {
        _mixer.Press(Open);
        _clock.Advance(TimeSpan.FromSeconds(0.7));
        float before = Mouth(Face);
        _mixer.Press(Open);
        Assert.Equal(before, Mouth(Face), 0.001f);
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        float middle = Mouth(Face);
        _mixer.Press(Open);
        Assert.Equal(middle, Mouth(Face), 0.001f);
    }

    [Fact]
    public void Added_expression_adds_to_the_face_within_the_range_of_the_parameter()
    {
        _mixer.Press(Open with { IsAdded = true });
        _clock.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal(0.9f, Mouth(Pose.Rest.With("mouth_aaa", 0.1f)), 0.001f);
        Assert.Equal(1f, Mouth(Face));
    }

    [Fact]
    public void Held_expression_lasts_as_long_as_its_key_and_a_repeated_key_changes_nothing()
    {
        Expression held = Open with { IsHeld = true };
        _mixer.Press(held);
        _clock.Advance(TimeSpan.FromSeconds(2));
        _mixer.Press(held);
        Assert.Equal(0.8f, Mouth(Face));
        Assert.True(_mixer.IsOn("open"));

        _mixer.Release(held);
        Assert.False(_mixer.IsOn("open"));
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(0.4f, Mouth(Face));
    }

    [Fact]
    public void Newest_expression_lies_over_the_others_and_all_go_at_once()
    {
        _mixer.Press(Open);
        _mixer.Press(Open with { Name = "shut", Values = Open.Values.SetItem("mouth_aaa", 0.1f) });
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0.1f, Mouth(Face), 0.001f);

        _mixer.Clear();
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Same(Face, _mixer.Apply(Face));
    }

    [Fact]
    public void Good_expressions_have_names_and_keys_of_their_own_and_values_in_range()
    {
        Assert.Equal(GoodExpressions.All.Length, GoodExpressions.All.Select(expression => expression.Name).Distinct().Count());
        Assert.Equal(GoodExpressions.All.Length, GoodExpressions.All.Select(expression => expression.Hotkey).Distinct().Count());
        Assert.All(GoodExpressions.All, expression =>
        {
            Assert.Equal(expression.Values, expression.Repaired().Values);
            Pose pose = expression.Values.Aggregate(Pose.Rest, (pose, value) => pose.With(value.Key, value.Value));
            Assert.True(pose.IsInRange, expression.Name);
            Assert.Equal(expression.Values, Expression.Of(expression.Name, pose).Values);
        });
    }

    public void Dispose() => _mixer.Dispose();

    private float Mouth(Pose face) => _mixer.Apply(face)["mouth_aaa"];
}
