using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren;
using Bunraku.Siren.Support;

namespace Bunraku.Studio.Features.Frames;

/// <summary>A character with the poser that draws it.</summary>
internal sealed class Actor : IDisposable
{
    private readonly IPoser _poser;
    private readonly CancellationTokenSource _gone = new();
    private int _revision;

    /// <summary>Takes over the poser.</summary>
    public Actor(CharacterModel character, IPoser poser)
    {
        Character = character;
        Gone = _gone.Token;
        _poser = poser;
    }

    /// <summary>Who it is.</summary>
    public CharacterModel Character { get; }

    /// <summary>Cancelled when it has left its stage.</summary>
    public CancellationToken Gone { get; }

    /// <summary>Rises when the same pose is to be drawn anew.</summary>
    public int Revision => Volatile.Read(ref _revision);

    /// <summary>Called when <see cref="Revision"/> has risen.</summary>
    public Action? Revised { get; set; }

    /// <summary>Draws a pose; one caller at a time.</summary>
    public void Render(Pose pose, PosedFrame frame) => _poser.Render(pose, frame);

    /// <summary>The rectangle outside which the output is transparent, if it is drawn now.</summary>
    public PixelRectangle Extent(Pose pose, FrameOutput output) => output switch
    {
        FrameOutput.Final when _poser is StudentPoser { Mask: { } mask } && pose.IsInRange => mask.Bounds,
        _ => FramePixels.Panel(output.Side()),
    };

    /// <summary>Limits the work to the pixels that this character can ever reach.</summary>
    public void Limit(SupportMask mask)
    {
        if (_poser is StudentPoser student)
        {
            student.Mask = mask;
            Interlocked.Increment(ref _revision);
            Revised?.Invoke();
        }
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
        _poser.Dispose();
    }
}
