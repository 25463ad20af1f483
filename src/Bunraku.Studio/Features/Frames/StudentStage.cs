using System.Diagnostics;
using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Microsoft.Extensions.Logging;

namespace Bunraku.Studio.Features.Frames;

/// <summary>A stage for characters that are posed in real time.</summary>
public sealed class StudentStage : Stage
{
    private readonly Lock _actorGate = new();
    private Actor? _actor;
    private FrameOutput _output;
    private PosedFrame _frame = new();
    private Shown? _shown;

    internal StudentStage(string id, ILogger logger)
        : base(id, logger)
    {
    }

    /// <summary>The character on the stage, or null before one was chosen.</summary>
    public CharacterModel? Character => Volatile.Read(ref _actor)?.Character;

    /// <inheritdoc/>
    public override string? Name => Character?.Name;

    /// <summary>What to show of the frame.</summary>
    public FrameOutput Output
    {
        get => _output;
        set
        {
            _output = value;
            Wake();
        }
    }

    /// <summary>Brings another character onto the stage, which owns the actor from now on.</summary>
    internal void Show(Actor actor)
    {
        Actor? previous;
        lock (_actorGate)
        {
            previous = _actor;
            Volatile.Write(ref _actor, actor);
        }

        actor.Revised = Wake;
        previous?.Dispose();
        Wake();
    }

    internal override SavedPicture? Save(PictureStyle style, LinearColor background)
    {
        FrameOutput output = Output;
        var frame = new PosedFrame(output.Parts());
        lock (_actorGate)
        {
            if (_actor is null)
            {
                return null;
            }

            _actor.Render(Pose, frame);
            return new SavedPicture($"{_actor.Character.Name}.png", FramePng.Encode(output.Planes(frame), output.Side(), style, background));
        }
    }

    private protected override FrameBuffer? DrawNext()
    {
        lock (_actorGate)
        {
            Cue cue = Latest;
            var wanted = new Shown(_actor, _actor?.Revision ?? 0, cue.Pose, Output);
            if (_actor is null || wanted.Equals(_shown))
            {
                return null;
            }

            _shown = wanted;
            return Draw(_actor, wanted, cue.ArrivedAt);
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _actor?.Dispose();
    }

    private FrameBuffer Draw(Actor actor, Shown wanted, TimeSpan? arrivedAt)
    {
        if (_frame.Parts != wanted.Output.Parts())
        {
            _frame = new PosedFrame(wanted.Output.Parts());
        }

        PixelRectangle rectangle = actor.Extent(wanted.Pose, wanted.Output);
        long start = Stopwatch.GetTimestamp();
        actor.Render(wanted.Pose, _frame);
        float milliseconds = (float)Stopwatch.GetElapsedTime(start).TotalMilliseconds;

        FrameBuffer next = Pool.Rent();
        FramePixels.Write(wanted.Output.Planes(_frame), wanted.Output.Side(), rectangle, next.Begin(NextNumber, rectangle, milliseconds, arrivedAt));
        Meter.CountFrame(milliseconds);
        return next;
    }

    private sealed record Shown(Actor? Actor, int Revision, Pose Pose, FrameOutput Output);
}
