using Bunraku.Core.Errors;
using Bunraku.Core.Poses;
using CsCheck;

namespace Bunraku.Core.Tests.Poses;

public sealed class PoseTimelineTests
{
    private const double Rate = 30;

    [Theory]
    [InlineData(-1.0, 0f)]
    [InlineData(0.0, 0f)]
    [InlineData(0.5, 0f)]
    [InlineData(1.0, 0f)]
    [InlineData(1.25, 0.25f)]
    [InlineData(2.0, 1f)]
    [InlineData(2.25, 1f - 0.15625f)]
    [InlineData(2.5, 0.5f)]
    [InlineData(3.0, 0f)]
    [InlineData(3.9, 0f)]
    [InlineData(4.0, -1f)]
    [InlineData(100.0, -1f)]
    public void Each_easing_leads_from_its_keyframe_to_the_next(double seconds, float expected)
    {
        PoseTimeline timeline = Parse("""
            { "keyframes": [
              { "time": 1, "pose": {}, "easing": "linear" },
              { "time": 2, "pose": { "head_y": 1 } },
              { "time": 3, "pose": {}, "easing": "hold" },
              { "time": 4, "pose": { "head_y": -1 } }
            ] }
            """);
        Assert.Equal(4, timeline.Duration);
        Assert.Equal(expected, timeline.Sample(seconds)["head_y"], 1e-6f);
    }

    [Fact]
    public void A_loop_begins_again_at_its_end()
    {
        PoseTimeline timeline = Parse("""
            { "loop": true, "keyframes": [
              { "time": 0, "pose": {}, "easing": "linear" }, { "time": 1, "pose": { "head_y": 1 }, "easing": "linear" }, { "time": 2, "pose": {} }
            ] }
            """);
        Assert.True(timeline.Loop);
        Assert.Equal(0f, timeline.Sample(2)["head_y"], 1e-6f);
        Assert.Equal(0.5f, timeline.Sample(4.5)["head_y"], 1e-6f);
        Assert.Equal(60, timeline.FrameCount(Rate));
    }

    [Fact]
    public void The_last_keyframe_has_a_frame_of_its_own_unless_it_loops()
    {
        const string Keyframes = """[{ "time": 0, "pose": {} }, { "time": 1, "pose": { "head_y": 1 } }]""";
        Pose[] frames = [.. Parse(Keyframes).Frames(Rate)];
        Assert.Equal(31, frames.Length);
        Assert.Equal(1f, frames[^1]["head_y"]);
        Assert.Equal(30, Parse($$"""{ "keyframes": {{Keyframes}}, "loop": true }""").FrameCount(Rate));
    }

    [Fact]
    public void An_array_of_poses_is_one_pose_for_each_frame() => Gen.Select(Gen.Int[1, 200], Gen.OneOf(12.0, 23.976, 24.0, 29.97, 30.0, 60.0, 1000.0 / 7)).Sample((count, rate) =>
    {
        Pose[] poses = [.. Enumerable.Range(0, count).Select(i => Pose.Rest.With("head_y", i / 200f))];
        string json = $"[{string.Join(",", poses.Select(PoseText.ToJson))}]";
        PoseTimeline timeline = PoseTimeline.Parse(json, "test", rate);
        Assert.Equal(count / rate, timeline.Duration);
        Assert.Equal(poses, timeline.Frames(rate));
    });

    [Fact]
    public void Frames_at_keyframes_show_their_poses_exactly() => Gen.Int[1, 300].Array[1, 20].Select(steps => steps).Sample(steps =>
    {
        int frame = 0;
        var frames = new List<int> { 0 };
        foreach (int step in steps)
        {
            frames.Add(frame += step);
        }

        PoseTimeline timeline = PoseTimeline.FromKeyframes(
            [.. frames.Select(f => new PoseKeyframe(f * (1.0 / Rate), Pose.Rest.With("head_y", f), PoseEasing.Linear))],
            loop: false);
        Pose[] shown = [.. timeline.Frames(Rate)];
        Assert.Equal(frame + 1, shown.Length);
        Assert.All(frames, f => Assert.Equal(f, shown[f]["head_y"], 1e-3f));
    });

    [Fact]
    public void A_single_keyframe_is_a_single_frame()
    {
        PoseTimeline timeline = Parse("""{ "keyframes": [{ "time": 0, "pose": { "head_y": 1 } }], "loop": true }""");
        Assert.Equal(1f, Assert.Single(timeline.Frames(Rate))["head_y"]);
        Assert.Equal(0, timeline.Duration);
    }

    [Theory]
    [InlineData("{}", "test: \"keyframes\" is missing.")]
    [InlineData("5", "test: an object with \"keyframes\" or an array was expected, but 5 was found.")]
    [InlineData("""{ "keyframe": [] }""", "test: \"keyframe\" is not known here; \"keyframes\", \"loop\" are.")]
    [InlineData("""{ "keyframes": {} }""", "test: \"keyframes\" must be an array, but is an object.")]
    [InlineData("""{ "keyframes": [] }""", "test: there is no keyframe; at least one was expected.")]
    [InlineData("""{ "keyframes": [{ "time": 0, "pose": {} }], "loop": 1 }""", "test: \"loop\" must be true or false, but is 1.")]
    [InlineData("""{ "keyframes": [7] }""", "test: keyframe 0: an object with \"time\" and \"pose\" was expected, but 7 was found.")]
    [InlineData("""[{ "time": 0, "pose": {} }, { "pose": {} }]""", "test: keyframe 1: \"time\" is missing.")]
    [InlineData("""[{ "time": 0 }]""", "test: keyframe 0: \"pose\" is missing.")]
    [InlineData("""[{ "time": 0, "pose": {}, "esing": "hold" }]""", "test: keyframe 0: \"esing\" is not known here; \"time\", \"pose\", \"easing\" are.")]
    [InlineData("""[{ "time": 0, "time": 1, "pose": {} }]""", "test: keyframe 0: \"time\" is given twice. Remove one of the two.")]
    [InlineData("""[{ "time": -1, "pose": {} }]""", "test: keyframe 0: \"time\" must be a number of seconds from 0 to 86400, but is -1.")]
    [InlineData("""[{ "time": "1", "pose": {} }]""", "test: keyframe 0: \"time\" must be a number of seconds from 0 to 86400, but is \"1\".")]
    [InlineData("""[{ "time": 1e9, "pose": {} }]""", "test: keyframe 0: \"time\" must be a number of seconds from 0 to 86400, but is 1e9.")]
    [InlineData("""[{ "time": 0.5, "pose": {} }, { "time": 0.5, "pose": {} }]""", "test: keyframe 1: its time 0.5 must be later than 0.5, the time of the keyframe before it.")]
    [InlineData("""[{ "time": 0, "pose": {}, "easing": "slow" }]""", "test: keyframe 0: \"easing\" must be \"smooth\", \"linear\" or \"hold\", but is \"slow\".")]
    [InlineData("""[{ "time": 0, "pose": {}, "easing": 1 }]""", "test: keyframe 0: \"easing\" must be \"smooth\", \"linear\" or \"hold\", but is 1.")]
    [InlineData("""[{ "time": 0, "pose": { "head": 1 } }]""", "test: keyframe 0: pose: there is no pose parameter named \"head\". Did you mean head_x or head_y?")]
    [InlineData("[{}, 3]", "test: pose 1: a pose is an object of names and numbers or an array of 45 numbers, but 3 was found.")]
    [InlineData("[]", "test: the array holds no pose.")]
    public void What_is_wrong_is_said_with_its_place(string json, string message) =>
        Assert.Equal(message, Assert.Throws<BadInputException>(() => Parse(json)).Message);

    [Fact]
    public void Any_text_is_an_animation_or_bad_input()
    {
        Gen<string> pieces = Gen.OneOf(
            "{", "}", "[", "]", ":", ",", "\"keyframes\":", "\"time\":", "\"pose\":", "\"easing\":", "\"hold\"", "\"\\ud800\"", "{}", "0", "1", "\"loop\": true");
        pieces.Array[0, 30].Select(string.Concat).Sample(
            text =>
            {
                try
                {
                    Parse(text);
                }
                catch (BadInputException error)
                {
                    Assert.StartsWith("test: ", error.Message, StringComparison.Ordinal);
                }
            },
            iter: 20_000);
    }

    [Fact]
    public void Warnings_name_the_keyframe() => Assert.Equal(
        ["keyframe 1: head_y is 2, outside its range -1 to 1; it is used as it is."],
        Parse("""[{ "time": 0, "pose": {} }, { "time": 1, "pose": { "head_y": 2 } }]""").Warnings);

    private static PoseTimeline Parse(string json) => PoseTimeline.Parse(json, "test", Rate);
}
