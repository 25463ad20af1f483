using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Smoothing;

/// <summary>
/// Fills the time between two samples of a face, so that 30 faces a second move a picture of 60 frames evenly. The face that is shown goes to the newest
/// sample in the time that lay between the last two samples: it is late by at most that time, and it never jumps. It keeps state, and is used by one caller at a time.
/// </summary>
public sealed class FaceInterpolator
{
    /// <summary>After a longer pause the newest sample is shown at once: the face was lost, or the tracker hung.</summary>
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(0.1);

    private FacePose? _from;
    private FacePose? _to;
    private TimeSpan _interval;

    /// <summary>Takes the next sample.</summary>
    public void Take(FacePose face)
    {
        TimeSpan interval = face.Timestamp - _to?.Timestamp ?? TimeSpan.MaxValue;
        _from = interval > TimeSpan.Zero && interval <= LongestInterval ? At(face.Timestamp) : face;
        _interval = interval;
        _to = face;
    }

    /// <summary>The face at a time, from the newest sample's on.</summary>
    /// <exception cref="InvalidOperationException">There was no sample yet.</exception>
    public FacePose At(TimeSpan now)
    {
        if (_from is not { } from || _to is not { } to)
        {
            throw new InvalidOperationException("No face was taken yet.");
        }

        double way = (now - to.Timestamp) / _interval;
        return ReferenceEquals(from, to) || way >= 1 ? to : way <= 0 ? from : Between(from, to, way);
    }

    private static FacePose Between(FacePose from, FacePose to, double way)
    {
        Span<double> start = stackalloc double[FaceChannels.Count], channels = stackalloc double[FaceChannels.Count];
        FaceChannels.CopyFrom(from, start);
        FaceChannels.CopyFrom(to, channels);
        for (int channel = 0; channel < channels.Length; channel++)
        {
            double step = channels[channel] - start[channel];
            channels[channel] = start[channel] + (way * (channel >= FaceChannels.FirstHeadAngle ? Math.IEEERemainder(step, Math.Tau) : step));
        }

        return FaceChannels.Replace(to, channels);
    }
}
