using System.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace Bunraku.Studio.Features.Api;

/// <summary>Limits how often programs have a picture drawn, which the pages' own frames wait for.</summary>
internal sealed class FrameTurns
{
    /// <summary>So many pictures a second.</summary>
    public const int MostEachSecond = 5;

    private readonly Lock _gate = new();
    private readonly Queue<long> _taken = [];

    /// <summary>Takes a turn.</summary>
    /// <exception cref="RefusedException">There were too many in the last second.</exception>
    public void Take()
    {
        lock (_gate)
        {
            while (_taken.TryPeek(out long oldest) && Stopwatch.GetElapsedTime(oldest) >= TimeSpan.FromSeconds(1))
            {
                _taken.Dequeue();
            }

            if (_taken.Count >= MostEachSecond)
            {
                throw new RefusedException(StatusCodes.Status429TooManyRequests, $"At most {MostEachSecond} pictures a second are drawn. For video, use the overlay's address.");
            }

            _taken.Enqueue(Stopwatch.GetTimestamp());
        }
    }
}
