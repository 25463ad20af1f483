using System.Diagnostics;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Teachers;
using Bunraku.Live.Frames;
using Bunraku.Live.Stages;
using Microsoft.Extensions.Logging;

namespace Bunraku.Live.Teachers;

/// <summary>A stage for any picture, posed by the teacher: a frame takes seconds, and says so while it is being drawn.</summary>
public sealed class TeacherStage : Stage
{
    private readonly SharedTeacher _teacher;
    private SourcePicture? _picture;
    private TeacherOutput? _output;
    private int _attempt;
    private Shown? _shown;
    private volatile Drawn? _last;
    private volatile Drawing? _drawing;
    private TimeSpan? _expected;

    /// <summary>Opens a stage without a picture.</summary>
    public TeacherStage(string id, SharedTeacher teacher, ILogger logger)
        : base(id, logger) => _teacher = teacher;

    /// <summary>Its place at the teacher.</summary>
    internal TeacherSeat Seat { get; } = new();

    /// <inheritdoc/>
    public override string? Name => Picture?.Name;

    /// <summary>What is posed, or null before a picture was chosen.</summary>
    public SourcePicture? Picture
    {
        get => Volatile.Read(ref _picture);
        set
        {
            Volatile.Write(ref _picture, value);
            Wake();
        }
    }

    /// <summary>The family that poses. To take another, <see cref="SharedTeacher.Use"/>.</summary>
    public TeacherFamily Family => _teacher.Family;

    /// <summary>Which of the family's outputs is shown: the posed picture, until another is chosen.</summary>
    public TeacherOutput Output
    {
        get => Volatile.Read(ref _output) is { } chosen && Family.Outputs.Contains(chosen) ? chosen : Family.Posed;
        set
        {
            Volatile.Write(ref _output, value);
            Wake();
        }
    }

    /// <summary>The frame that is being drawn now, or null.</summary>
    public Drawing? Drawing => _drawing;

    /// <summary>What the last frame took, or null before the first.</summary>
    public TimeSpan? LastDuration => _last?.Duration;

    /// <summary>Why the last frame could not be drawn, or null.</summary>
    public Phrase? Problem { get; private set; }

    /// <summary>Draws again if another family poses now.</summary>
    public void Refresh()
    {
        Problem = null;
        Wake();
    }

    /// <summary>Tries again what has failed.</summary>
    public void Retry()
    {
        _teacher.Retry();
        Problem = null;
        Interlocked.Increment(ref _attempt);
        Wake();
    }

    /// <inheritdoc/>
    public override SavedPicture? Save(PictureStyle style, LinearColor background)
    {
        if (Picture is not { } picture)
        {
            return null;
        }

        var wanted = new Shown(picture, Feed.Latest.Pose, Family, Output, _attempt);
        try
        {
            Tensor? output = _last is { } last && last.What == wanted ? last.Output : _teacher.Render(Seat, picture, wanted.Pose, wanted.Output)?.Output;
            if (output is null)
            {
                return null;
            }

            string name = wanted.Output == wanted.Family.Posed ? picture.Name : $"{picture.Name}-{wanted.Output.Name}";
            return new SavedPicture(name + ".png", FramePng.Encode(wanted.Output.ToShown(output.Values), wanted.Output.Size, style, background));
        }
        catch (BadInputException e)
        {
            Problem = e.Phrase;
            return null;
        }
    }

    private protected override FrameBuffer? DrawNext(uint number)
    {
        if (Picture is not { } picture)
        {
            return null;
        }

        var wanted = new Shown(picture, Feed.Latest.Pose, Family, Output, Volatile.Read(ref _attempt));
        if (wanted == _shown)
        {
            return null;
        }

        bool isNewPose = _shown is null || (wanted.Picture, wanted.Pose, wanted.Family) != (_shown.Picture, _shown.Pose, _shown.Family);
        _shown = wanted;
        return Compute(wanted, isNewPose) is { } drawn ? ToFrame(number, drawn) : null;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _teacher.Leave(Seat);
    }

    private Drawn? Compute(Shown wanted, bool isNewPose)
    {
        // Another output of the same pose does not predict the next pose, nor the other way round.
        void Begin() => _drawing = new Drawing(Stopwatch.GetTimestamp(), isNewPose ? _expected : null);
        Begin();
        try
        {
            if (_teacher.Render(Seat, wanted.Picture, wanted.Pose, wanted.Output, Begin) is not ({ } output, var duration))
            {
                return null;
            }

            if (isNewPose)
            {
                _expected = duration;
            }

            Problem = null;
            return _last = new Drawn(wanted, output, duration);
        }
        catch (BadInputException e)
        {
            Problem = e.Phrase;
            return null;
        }
        catch
        {
            Problem = Phrase.Of("The picture could not be drawn. Details are in the window that Studio was started from.");
            throw;
        }
        finally
        {
            _drawing = null;
        }
    }

    private FrameBuffer ToFrame(uint number, Drawn drawn)
    {
        int side = drawn.What.Output.Size;
        PixelRectangle panel = FramePixels.Panel(side);
        float milliseconds = (float)drawn.Duration.TotalMilliseconds;
        FrameBuffer next = Pool.Rent();
        FramePixels.Write(drawn.What.Output.ToShown(drawn.Output.Values), side, panel, next.Begin(number, panel, milliseconds));
        Meter.CountFrame(milliseconds);
        return next;
    }

    private sealed record Shown(SourcePicture Picture, Pose Pose, TeacherFamily Family, TeacherOutput Output, int Attempt);

    private sealed record Drawn(Shown What, Tensor Output, TimeSpan Duration);
}
