namespace Bunraku.Mocap.Sources;

/// <summary>How many samples a second arrived lately, from the times of the last 256.</summary>
internal sealed class PacketRate
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    private readonly TimeSpan[] _times = new TimeSpan[256];
    private long _count;

    /// <summary>Notes a sample. Times never go back.</summary>
    public void Add(TimeSpan time) => _times[_count++ % _times.Length] = time;

    /// <summary>Samples a second over the last two seconds; 0 with fewer than two samples in them.</summary>
    public double At(TimeSpan now)
    {
        long kept = Math.Min(_count, _times.Length);
        long inWindow = 0;
        while (inWindow < kept && now - Back(inWindow) <= Window)
        {
            inWindow++;
        }

        if (inWindow < 2)
        {
            return 0;
        }

        double seconds = (Back(0) - Back(inWindow - 1)).TotalSeconds;
        return seconds > 0 ? (inWindow - 1) / seconds : 0;
    }

    private TimeSpan Back(long steps) => _times[(_count - 1 - steps) % _times.Length];
}
