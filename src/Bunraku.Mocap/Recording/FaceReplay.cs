using System.Runtime.CompilerServices;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Recording;

/// <summary>Plays recorded faces with the times between them as they were recorded.</summary>
public static class FaceReplay
{
    /// <summary>The longest single wait: timers take no more than 49 days.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>The latest time of a slow replay that can be told, in seconds: 20,000 years.</summary>
    private const double LatestTime = 6e11;

    /// <summary>
    /// Yields each face when its time has come; its timestamp is then the time of the clock (<see cref="FaceClock"/>), as if it
    /// had just been tracked. A reader that is late gets what is due at once, and never loses time for good.
    /// </summary>
    /// <param name="faces">Recorded faces, in order.</param>
    /// <param name="clock">The clock to play by.</param>
    /// <param name="speed">How fast: 2 is twice as fast as recorded.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The speed is not above 0.</exception>
    public static async IAsyncEnumerable<FacePose> PlayAsync(
        IAsyncEnumerable<FacePose> faces, TimeProvider clock, double speed = 1, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(speed);
        TimeSpan? first = null;
        TimeSpan begin = FaceClock.TimeOf(clock);
        await foreach (FacePose face in faces.WithCancellation(cancellationToken))
        {
            first ??= face.Timestamp;
            TimeSpan since = face.Timestamp - first.Value;
            TimeSpan due = begin + (since.TotalSeconds / speed < LatestTime ? since / speed : TimeSpan.FromSeconds(LatestTime));
            while (due - FaceClock.TimeOf(clock) is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait < LongestWait ? wait : LongestWait, clock, cancellationToken);
            }

            yield return face.At(due);
        }
    }
}
