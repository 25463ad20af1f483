using Bunraku.Core.Poses;

namespace Bunraku.Live.Stages;

/// <summary>A pose to show.</summary>
/// <param name="Pose">The pose.</param>
/// <param name="ArrivedAt">When the face that caused it arrived, on the clock of the faces; null for a pose without a face.</param>
public sealed record Cue(Pose Pose, TimeSpan? ArrivedAt);

/// <summary>The pose that a stage is to show. Only the latest counts, and nobody waits for it. Safe for any number of threads.</summary>
public sealed class PoseFeed
{
    private Cue _latest = new(Pose.Rest, null);

    /// <summary>Raised, on the thread that gave the pose, after every pose.</summary>
    public event Action? Changed;

    /// <summary>The latest pose.</summary>
    public Cue Latest => Volatile.Read(ref _latest);

    /// <summary>Takes a pose in place of the one before.</summary>
    public void Take(Cue cue)
    {
        Volatile.Write(ref _latest, cue);
        Changed?.Invoke();
    }
}
