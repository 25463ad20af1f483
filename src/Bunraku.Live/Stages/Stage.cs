using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Live.Frames;
using Bunraku.Live.Items;
using Microsoft.Extensions.Logging;

namespace Bunraku.Live.Stages;

/// <summary>A character and the pose it is to take, drawn for everyone who watches. The kinds of stages differ in what draws a frame.</summary>
public abstract class Stage : IDisposable
{
    private readonly DrawingThread _drawing;

    private protected Stage(string id, ILogger logger)
    {
        Id = id;
        _drawing = new DrawingThread(DrawNext, logger);
        Feed.Changed += Wake;
    }

    /// <summary>Its address: unguessable, unless it is a stage that has a name.</summary>
    public string Id { get; }

    /// <summary>Who is on the stage, or null before anyone is.</summary>
    public abstract string? Name { get; }

    /// <summary>The poses to show.</summary>
    public PoseFeed Feed { get; } = new();

    /// <summary>The pose to show now; a pose that is set has no face behind it.</summary>
    public Pose Pose
    {
        get => Feed.Latest.Pose;
        set => Feed.Take(new Cue(value, null));
    }

    /// <summary>What is measured of the frames.</summary>
    public StageMeter Meter { get; } = new();

    /// <summary>The number of frame buffers in existence.</summary>
    internal int Buffers => Pool.Count;

    /// <summary>Where the buffers for frames come from.</summary>
    private protected FramePool Pool { get; } = new();

    /// <summary>The present picture as a PNG file, drawn next to the frames of the viewers; null where there is none, and once the stage is closed.</summary>
    /// <param name="style">How it is saved.</param>
    /// <param name="background">The colour behind it, for <see cref="PictureStyle.WithBackground"/>.</param>
    public abstract SavedPicture? Save(PictureStyle style, LinearColor background);

    /// <summary>Draws what is to be shown now. Called by the stage's thread only.</summary>
    /// <param name="number">The number of the frame.</param>
    /// <returns>A frame of <see cref="Pool"/>; null where nothing has changed since the last one.</returns>
    private protected abstract FrameBuffer? DrawNext(uint number);

    /// <summary>Raised, on any thread, when something to show may have changed.</summary>
    internal event Action? Woken;

    /// <summary>Lets the thread and all viewers look again whether there is something to draw or to send.</summary>
    internal void Wake()
    {
        _drawing.Wake();
        Woken?.Invoke();
    }

    /// <summary>What a viewer that paints poses by itself must know: the character, which is null where it cannot, when to look again, and the output.</summary>
    internal virtual (StageCharacter? Character, int Revision, FrameOutput Output) OnStage => default;

    /// <summary>What the character on the stage wears, or null where it wears nothing.</summary>
    internal virtual Outfit? Outfit => null;

    internal void Join(Viewer viewer) => _drawing.Join(viewer);

    internal void Leave(Viewer viewer) => _drawing.Leave(viewer);

    /// <summary>Closes it, once the frame that is being drawn is finished.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the stage's thread, once the frame that is being drawn is finished.</summary>
    protected virtual void Dispose(bool disposing) => _drawing.Dispose();
}
