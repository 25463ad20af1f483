using System.Collections.Immutable;
using Bunraku.Core.Errors;
using Bunraku.Core.Json;

namespace Bunraku.Core.Poses;

/// <summary>
/// An animation: poses at times, and the way between them. In a file it is an object with keyframes, an array of keyframes, or an
/// array of poses, one for each frame. See docs/pose.md.
/// </summary>
public sealed class PoseTimeline
{
    /// <summary>The longest animation, in seconds: a day.</summary>
    public const double MaximumDuration = 86_400;

    // Times are quotients such as 7/30: a frame that misses its keyframe by rounding alone still belongs to it.
    private const double TimeTolerance = 1e-9;

    private PoseTimeline(ImmutableArray<PoseKeyframe> keyframes, double duration, bool loop)
    {
        Keyframes = keyframes;
        Duration = duration;
        Loop = loop;
    }

    /// <summary>At least one keyframe; times rise.</summary>
    public ImmutableArray<PoseKeyframe> Keyframes { get; }

    /// <summary>In seconds: the time of the last keyframe; for an array of poses their number divided by the frame rate.</summary>
    public double Duration { get; }

    /// <summary>Whether the animation begins again when it has ended.</summary>
    public bool Loop { get; }

    /// <summary>One line for each keyframe value outside its published range. Such values are used as they are.</summary>
    public IEnumerable<string> Warnings =>
        Keyframes.SelectMany((keyframe, index) => PoseText.WarningsFor(keyframe.Pose).Select(warning => $"keyframe {index}: {warning}"));

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="framesPerSecond">How fast an array of poses is played; keyframes have their own times.</param>
    /// <exception cref="BadInputException">The file cannot be read or holds no animation; the message names the keyframe and the field.</exception>
    public static PoseTimeline Read(string path, double framesPerSecond)
    {
        using JsonInput json = PoseJson.ParseFile(path);
        return PoseTimelineJson.Read(json.Root, path, framesPerSecond);
    }

    /// <summary>Reads JSON text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">What to call it in an error.</param>
    /// <param name="framesPerSecond">How fast an array of poses is played; keyframes have their own times.</param>
    /// <exception cref="BadInputException">The text holds no animation; the message names the keyframe and the field.</exception>
    public static PoseTimeline Parse(string json, string source, double framesPerSecond)
    {
        using JsonInput text = PoseJson.ParseText(json, source);
        return PoseTimelineJson.Read(text.Root, source, framesPerSecond);
    }

    /// <summary>An animation of keyframes.</summary>
    /// <param name="keyframes">At least one; times rise.</param>
    /// <param name="loop">Whether it begins again when it has ended.</param>
    public static PoseTimeline FromKeyframes(ImmutableArray<PoseKeyframe> keyframes, bool loop)
    {
        ArgumentOutOfRangeException.ThrowIfZero(keyframes.Length);
        return new PoseTimeline(keyframes, keyframes[^1].Time, loop);
    }

    /// <summary>An animation that shows each pose for one frame.</summary>
    /// <param name="poses">At least one.</param>
    /// <param name="framesPerSecond">Above 0.</param>
    public static PoseTimeline FromPoses(ImmutableArray<Pose> poses, double framesPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfZero(poses.Length);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(framesPerSecond);
        return new PoseTimeline(
            [.. poses.Select((pose, index) => new PoseKeyframe(index / framesPerSecond, pose, PoseEasing.Hold))],
            poses.Length / framesPerSecond,
            loop: false);
    }

    /// <summary>
    /// The number of frames at a frame rate. The last keyframe gets its own frame, except in a loop, where the next round
    /// begins in its place.
    /// </summary>
    public int FrameCount(double framesPerSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(framesPerSecond);
        double frames = Duration * framesPerSecond;
        bool endIsShown = !Loop && Keyframes[^1].Time >= Duration;
        return endIsShown ? (int)Math.Floor(frames + 1e-6) + 1 : Math.Max(1, (int)Math.Round(frames));
    }

    /// <summary>The poses of all frames at a frame rate.</summary>
    public IEnumerable<Pose> Frames(double framesPerSecond) =>
        Enumerable.Range(0, FrameCount(framesPerSecond)).Select(frame => Sample(frame / framesPerSecond));

    /// <summary>
    /// The pose at a time. Before the first keyframe it is the first pose; after the end the last one, or in a loop that of the
    /// next round.
    /// </summary>
    /// <param name="seconds">From the start.</param>
    public Pose Sample(double seconds)
    {
        double time = Loop && Duration > 0 && seconds >= Duration ? seconds % Duration : seconds;
        int index = LastAtOrBefore(time + TimeTolerance);
        if (index < 0)
        {
            return Keyframes[0].Pose;
        }

        PoseKeyframe from = Keyframes[index];
        return index + 1 < Keyframes.Length ? Between(from, Keyframes[index + 1], time) : from.Pose;
    }

    private static Pose Between(PoseKeyframe from, PoseKeyframe to, double time)
    {
        double t = Math.Clamp((time - from.Time) / (to.Time - from.Time), 0.0, 1.0);
        double weight = from.Easing switch
        {
            PoseEasing.Linear => t,
            PoseEasing.Smooth => t * t * (3.0 - (2.0 * t)),
            _ => 0.0,
        };
        Span<float> values = stackalloc float[PoseParameters.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (float)(from.Pose[i] + (((double)to.Pose[i] - from.Pose[i]) * weight));
        }

        return Pose.FromValues(values);
    }

    private int LastAtOrBefore(double time)
    {
        int low = 0;
        int high = Keyframes.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Keyframes[middle].Time <= time)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }
}
