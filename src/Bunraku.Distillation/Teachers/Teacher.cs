using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Distillation.TargetCache;

namespace Bunraku.Distillation.Teachers;

/// <summary>
/// The teacher that a student imitates, bound to the character's picture. What it must yield for a pose: for the face network the part <see cref="FrameParts.Face"/>;
/// for the body network the final picture, <see cref="FrameParts.Warped"/>, <see cref="FrameParts.GridChange"/> and
/// <see cref="FrameParts.FaceMorphed"/>.
/// </summary>
/// <param name="name">What a user reads.</param>
/// <param name="identity">Equal for teachers that give equal pictures: for caches, and for comparing with what a run began with.</param>
/// <param name="poser">Draws; owned by the teacher.</param>
/// <param name="owned">What else is disposed, after the poser.</param>
public sealed class Teacher(string name, string identity, IPoser poser, IDisposable? owned = null) : IPoser
{
    /// <summary>About 8 000 targets of the body network.</summary>
    private const long CacheBytes = 32L << 30;

    private readonly Lock _gate = new();

    /// <summary>What a user reads.</summary>
    public string Name => name;

    /// <summary>Equal for teachers that give equal pictures.</summary>
    public string Identity => identity;

    /// <summary>The same teacher, with what it draws kept in a folder; it takes this one's place, which must no longer be used.</summary>
    /// <param name="folder">The folder; made if absent.</param>
    /// <param name="warn">Told once if nothing can be kept any more.</param>
    /// <exception cref="Core.Errors.BadInputException">The folder cannot be used.</exception>
    public Teacher CachedIn(string folder, Action<string> warn) => new(name, identity, new CachedPoser(new NumbersOnly(name, poser), folder, identity, CacheBytes, warn), owned);

    /// <summary>Draws. From any thread, one at a time, because the next batch is drawn while a checkpoint may be measured.</summary>
    /// <exception cref="Core.Errors.BadInputException">The teacher drew NaN or infinity; no picture of it may be cached or learnt.</exception>
    public void Render(Pose pose, PosedFrame frame)
    {
        lock (_gate)
        {
            poser.Render(pose, frame);
        }

        RequireNumbers(name, frame);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            poser.Dispose();
            owned?.Dispose();
        }
    }

    private static void RequireNumbers(string name, PosedFrame frame)
    {
        foreach (float[] array in frame.Arrays)
        {
            FiniteValues.Require(array, $"The picture of the teacher {name}");
        }
    }

    /// <summary>Between a cache and what draws, so that no other picture is ever kept.</summary>
    private sealed class NumbersOnly(string name, IPoser poser) : IPoser
    {
        public void Render(Pose pose, PosedFrame frame)
        {
            poser.Render(pose, frame);
            RequireNumbers(name, frame);
        }

        public void Dispose() => poser.Dispose();
    }
}
