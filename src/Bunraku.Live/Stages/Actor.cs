using Bunraku.Core.Characters;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren;
using Bunraku.Siren.Support;

namespace Bunraku.Live.Stages;

/// <summary>
/// A character with the poser that draws it. The poser is reached by a lease alone, which one caller at a time holds; the actor goes only when no lease is out,
/// and gives none afterwards.
/// </summary>
public sealed class Actor : IDisposable
{
    private readonly Lock _gate = new();
    private readonly IPoser _poser;
    private readonly CancellationTokenSource _gone = new();
    private int _revision;
    private bool _isGone;

    /// <summary>Takes over the poser.</summary>
    public Actor(StageCharacter character, IPoser poser)
    {
        Character = character;
        Gone = _gone.Token;
        _poser = poser;
    }

    /// <summary>Who it is.</summary>
    public StageCharacter Character { get; }

    /// <summary>How its live frames are computed: <see cref="Siren.Arithmetic.FloatingPoint"/> or <see cref="Siren.Arithmetic.FixedPoint"/>.</summary>
    public Arithmetic Arithmetic { get; init; } = Arithmetic.FloatingPoint;

    /// <summary>Cancelled when it has left its stage.</summary>
    public CancellationToken Gone { get; }

    /// <summary>Rises when the same pose is to be drawn again.</summary>
    internal int Revision => Volatile.Read(ref _revision);

    /// <summary>Called when <see cref="Revision"/> has risen.</summary>
    internal Action? Revised { get; set; }

    /// <summary>Waits for the one who draws, then lends the poser until the lease is given back.</summary>
    /// <returns>False, and an empty lease, once the actor is gone.</returns>
    public bool TryLease(out ActorLease lease)
    {
        Lock.Scope scope = _gate.EnterScope();
        if (!_isGone)
        {
            lease = new ActorLease(scope, _poser);
            return true;
        }

        scope.Dispose();
        lease = default;
        return false;
    }

    /// <summary>Limits the work to the pixels that this character can ever reach.</summary>
    public void Limit(SupportMask mask)
    {
        lock (_gate)
        {
            if (_isGone || _poser is not StudentPoser student)
            {
                return;
            }

            student.Mask = mask;
            Interlocked.Increment(ref _revision);
        }

        Revised?.Invoke();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isGone)
            {
                return;
            }

            _isGone = true;
            _poser.Dispose();
        }

        _gone.Cancel();
        _gone.Dispose();
    }
}

/// <summary>An <see cref="Actor"/>'s poser, for as long as this value is in use on its thread.</summary>
public readonly ref struct ActorLease : IDisposable
{
    private readonly Lock.Scope _scope;
    private readonly IPoser _poser;

    internal ActorLease(Lock.Scope scope, IPoser poser)
    {
        _scope = scope;
        _poser = poser;
    }

    /// <summary>Draws a pose.</summary>
    public void Render(Pose pose, PosedFrame frame) => _poser.Render(pose, frame);

    /// <inheritdoc/>
    public void Dispose() => _scope.Dispose();
}
