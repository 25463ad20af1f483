using Bunraku.Core.Poses;
using Bunraku.Mocap.Conversion;
using Bunraku.Mocap.Idle;

namespace Bunraku.Live.Idle;

/// <summary>What a character does while nobody moves it: it breathes, blinks, looks about, and now and then smiles.</summary>
public static class LivelyPose
{
    private const double BlinksPerMinute = 14;
    private const double SmileSeconds = 11;
    private static readonly BreathingCycle Breath = new(BreathsPerMinute: 60 / 3.6, Start: TimeSpan.Zero);

    /// <summary>The pose after some time; the first is that at rest.</summary>
    public static Pose At(TimeSpan time)
    {
        double t = time.TotalSeconds;
        double begun = Math.Min(1, t / 2);
        float[] values = new float[PoseParameters.Count];
        void Set(string name, double value)
        {
            PoseParameters.TryFind(name, out PoseParameter? parameter);
            values[parameter!.Index] = (float)Math.Clamp(begun * value, parameter.Group.Minimum, parameter.Group.Maximum);
        }

        double smile = Math.Pow(Math.Max(0, Math.Sin(2 * Math.PI * t / SmileSeconds)), 2);
        double closed = IdleBlink.ClosedAt(time, BlinksPerMinute, seed: 5);
        foreach (string side in (ReadOnlySpan<string>)["left", "right"])
        {
            Set($"eye_wink_{side}", closed * (1 - smile));
            Set($"eye_happy_wink_{side}", (0.25 + (0.75 * closed)) * smile);
            Set($"eyebrow_happy_{side}", 0.6 * smile);
        }

        Set("mouth_aaa", 0.35 * smile);
        Set("iris_rotation_y", 0.5 * IdleSway.Wave(time, 7.3, 4.1));
        Set("iris_rotation_x", 0.2 * IdleSway.Wave(time, 9.1, 5.7));
        Set("head_x", 0.25 * IdleSway.Wave(time, 8.3, 5.1));
        Set("head_y", 0.6 * IdleSway.Wave(time, 10.7, 6.3));
        Set("neck_z", 0.35 * IdleSway.Wave(time, 12.1, 7.9));
        Set("body_y", 0.3 * IdleSway.At(time).Y);
        Set("body_z", 0.25 * IdleSway.At(time).Z);
        Set("breathing", Breath.ValueAt(time));
        return Pose.FromValues(values);
    }
}
