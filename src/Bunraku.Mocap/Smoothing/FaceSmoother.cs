using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Settings;

namespace Bunraku.Mocap.Smoothing;

/// <summary>
/// Calms the jitter of a tracked face: a One-Euro filter for each of its 55 numbers, set up by the part of the face it belongs
/// to. What is not smoothed passes exactly. It keeps state, and is used by one caller at a time.
/// </summary>
public sealed class FaceSmoother
{
    /// <summary>After so long without a sample the past says nothing any more, and filtering starts afresh.</summary>
    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(1);

    private readonly OneEuroFilter[] _filters = new OneEuroFilter[FaceChannels.Count];
    private TimeSpan? _last;

    /// <summary>The smoothed face; the same instance where nothing is smoothed.</summary>
    public FacePose Smooth(FacePose face, SmoothingSettings settings)
    {
        TimeSpan? elapsed = face.Timestamp - _last;
        _last = face.Timestamp;
        Span<double> channels = stackalloc double[FaceChannels.Count];
        FaceChannels.CopyFrom(face, channels);
        bool isContinued = elapsed > TimeSpan.Zero && elapsed <= LongestGap;
        for (int channel = 0; channel < channels.Length; channel++)
        {
            OneEuroSettings part = settings[FaceChannels.GroupOf(channel)];
            ref OneEuroFilter filter = ref _filters[channel];
            if (!isContinued || !part.IsEnabled)
            {
                filter.Restart(channels[channel]);
            }
            else
            {
                double seconds = elapsed!.Value.TotalSeconds;
                channels[channel] = channel >= FaceChannels.FirstHeadAngle
                    ? filter.NextAngle(channels[channel], seconds, part)
                    : filter.Next(channels[channel], seconds, part);
            }
        }

        return isContinued && settings.IsAnyEnabled ? FaceChannels.Replace(face, channels) : face;
    }
}
