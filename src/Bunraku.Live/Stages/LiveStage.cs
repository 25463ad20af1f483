using System.Collections.Immutable;
using System.Diagnostics;
using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Live.Frames;
using Bunraku.Live.Items;
using Bunraku.Siren;
using Microsoft.Extensions.Logging;

namespace Bunraku.Live.Stages;

/// <summary>A stage for characters that are posed in real time. It is the one owner of the actor on it.</summary>
public sealed class LiveStage : Stage
{
    private readonly Lock _owning = new();
    private readonly ItemShelf _shelf;
    private readonly Lock _dressing = new();
    private Outfit? _outfit;
    private Actor? _actor;
    private bool _isClosed;
    private FrameOutput _output;
    private PosedFrame _frame = new(PoseRequest.Live);
    private Shown? _shown;

    /// <summary>Opens a stage with nobody on it.</summary>
    /// <param name="id">Its address.</param>
    /// <param name="logger">Told of what fails.</param>
    /// <param name="shelf">What characters wear; nothing if not given.</param>
    public LiveStage(string id, ILogger logger, ItemShelf? shelf = null)
        : base(id, logger)
    {
        _shelf = shelf ?? new ItemShelf();
        _shelf.Changed += Wake;
    }

    /// <summary>Raised, on the thread that brought it, when another character is on the stage.</summary>
    public event Action? CharacterChanged;

    /// <summary>The character on the stage, or null before one was chosen.</summary>
    public StageCharacter? Character => Volatile.Read(ref _actor)?.Character;

    /// <summary>How live frames of the character on the stage are computed, or null before one was chosen.</summary>
    public Arithmetic? Arithmetic => Volatile.Read(ref _actor)?.Arithmetic;

    /// <inheritdoc/>
    public override string? Name => Character?.Name;

    /// <summary>What to show of the frame: what was set last, or the finished picture where nothing draws that of this character.</summary>
    public FrameOutput Output
    {
        get => OutputOf(Volatile.Read(ref _actor));
        set
        {
            _output = value;
            Wake();
        }
    }

    /// <inheritdoc/>
    internal override (StageCharacter? Character, int Revision, FrameOutput Output) OnStage =>
        Volatile.Read(ref _actor) is var actor ? (actor?.Character, actor?.Revision ?? 0, OutputOf(actor)) : default;

    /// <inheritdoc/>
    internal override Outfit? Outfit
    {
        get
        {
            lock (_dressing)
            {
                CharacterModel? character = _isClosed ? null : Character as CharacterModel;
                ImmutableArray<Item> items = character is null || Output != FrameOutput.Final ? [] : _shelf.Of(character);
                if (_outfit?.Character != (items.IsEmpty ? null : character) || (_outfit is not null && _outfit.Items != items))
                {
                    _outfit?.Dispose();
                    _outfit = items.IsEmpty ? null : new Outfit(character!, items);
                }

                return _outfit;
            }
        }
    }

    /// <summary>Brings another character onto the stage, which owns the actor from now on. A stage that is closed lets it go at once.</summary>
    public void Show(Actor actor)
    {
        actor.Revised = Wake;
        Actor? leaving;
        lock (_owning)
        {
            leaving = _isClosed ? actor : _actor;
            if (!_isClosed)
            {
                Volatile.Write(ref _actor, actor);
            }
        }

        leaving?.Dispose();
        CharacterChanged?.Invoke();
        Wake();
    }

    /// <inheritdoc/>
    public override SavedPicture? Save(PictureStyle style, LinearColor background)
    {
        if (Volatile.Read(ref _actor) is not { } actor || !actor.TryLease(out ActorLease lease))
        {
            return null;
        }

        FrameOutput output = OutputOf(actor);
        var frame = new PosedFrame(output.Parts());
        using (lease)
        {
            lease.Render(Pose, frame);
        }

        return new SavedPicture($"{actor.Character.Name}.png", FramePng.Encode(output.Planes(frame), output.Side(), style, background));
    }

    private protected override FrameBuffer? DrawNext(uint number)
    {
        Actor? actor = Volatile.Read(ref _actor);
        Cue cue = Feed.Latest;
        var wanted = new Shown(actor, actor?.Revision ?? 0, cue.Pose, OutputOf(actor), Outfit);
        if (actor is null || wanted.Equals(_shown) || !actor.TryLease(out ActorLease lease))
        {
            return null;
        }

        using (lease)
        {
            _shown = wanted;
            return Draw(number, lease, wanted, cue.ArrivedAt);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _shelf.Changed -= Wake;
        Actor? leaving;
        lock (_owning)
        {
            _isClosed = true;
            leaving = Interlocked.Exchange(ref _actor, null);
        }

        leaving?.Dispose();
        lock (_dressing)
        {
            _outfit?.Dispose();
            _outfit = null;
        }
    }

    private FrameOutput OutputOf(Actor? actor) => actor is null || _output.IsDrawnOf(actor.Character) ? _output : FrameOutput.Final;

    private FrameBuffer Draw(uint number, ActorLease actor, Shown wanted, TimeSpan? arrivedAt)
    {
        if (_frame.Parts != wanted.Output.Parts())
        {
            _frame = new PosedFrame(wanted.Output == FrameOutput.Final ? PoseRequest.Live : PoseRequest.WithParts(wanted.Output.Parts()));
        }

        long start = Stopwatch.GetTimestamp();
        actor.Render(wanted.Pose, _frame);
        float milliseconds = (float)Stopwatch.GetElapsedTime(start).TotalMilliseconds;

        PixelRectangle rectangle = wanted.Output.Extent(_frame);
        FrameBuffer next = Pool.Rent();
        FramePixels.Write(wanted.Output.Planes(_frame), wanted.Output.Side(), rectangle, next.Begin(number, rectangle, milliseconds, arrivedAt));
        next.Dress(wanted.Outfit, wanted.Pose);
        Meter.CountFrame(milliseconds);
        return next;
    }

    private sealed record Shown(Actor? Actor, int Revision, Pose Pose, FrameOutput Output, Outfit? Outfit);
}
