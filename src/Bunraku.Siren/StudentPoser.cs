using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren.Engine;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;
using Bunraku.Siren.Support;

namespace Bunraku.Siren;

/// <summary>
/// Poses a character with its student networks on the CPU. With a <see cref="Mask"/> only the pixels that any pose of this character
/// can reach are computed, and the rest is transparent. Every pixel is computed without a mask, for a pose outside the published
/// ranges, and where the frame's <see cref="PoseRequest"/> wants the whole picture. A frame of <see cref="PoseRequest.Live"/> may be computed in
/// fixed point (<see cref="StudentPoserOptions.Arithmetic"/>), every other one is computed in float32.
/// </summary>
public sealed class StudentPoser : IPoser
{
    private readonly StudentEngine _engine;
    private readonly LiveEngine _live;
    private readonly Lock _gate = new();
    private SupportMask? _mask;
    private TilePlan? _maskedPlan;

    /// <exception cref="BadInputException">The options ask for what this machine does not have, or the processor computes wrong.</exception>
    public StudentPoser(CharacterModel character, StudentPoserOptions? options = null)
        : this(character, options, SimdWidths.ForFrames)
    {
    }

    /// <summary>For tests, which bring widths that compute wrong.</summary>
    internal StudentPoser(CharacterModel character, StudentPoserOptions? options, WidthChooser widths)
    {
        options ??= new StudentPoserOptions();
        if (options.Threads is < 1 or > 1024)
        {
            throw new BadInputException($"The number of threads must be 1 to 1024, but is {options.Threads}.");
        }

        Threads = options.Threads;
        (Simd, LaneSet lanes) = widths.Choose(options.Simd);
        _engine = StudentEngine.Create(lanes, character, Threads);
        _live = new LiveEngine(_engine, character, options.Arithmetic, Simd, Threads);
    }

    /// <summary>The SIMD width in use.</summary>
    public SimdWidth Simd { get; }

    /// <summary>The threads in use, the calling one included.</summary>
    public int Threads { get; }

    /// <summary>The pixels that any pose can reach, or null to compute all. May be set between frames, from any thread.</summary>
    public SupportMask? Mask
    {
        get => _mask;
        set
        {
            using EngineMemory.Lease lease = _engine.Enter(this);
            TilePlan? plan = value is null ? null : TilePlan.For(value);
            lock (_gate)
            {
                _mask = value;
                _maskedPlan = plan;
            }
        }
    }

    /// <summary>
    /// Chooses the arithmetic of live frames. With <see cref="Arithmetic.Auto"/> the first call draws parts of a few frames in both, which takes a tenth of a second; the first
    /// live frame does so otherwise.
    /// </summary>
    /// <returns>The arithmetic in use: <see cref="Arithmetic.FixedPoint"/> or <see cref="Arithmetic.FloatingPoint"/>.</returns>
    /// <exception cref="ObjectDisposedException">The poser was disposed.</exception>
    public Arithmetic ChooseArithmetic()
    {
        using EngineMemory.Lease lease = _engine.Enter(this);
        lock (_gate)
        {
            return _live.Chosen == _engine ? Arithmetic.FloatingPoint : Arithmetic.FixedPoint;
        }
    }

    /// <summary>The support mask of a character: from the user's cache, else found now (some seconds) and cached.</summary>
    /// <param name="character">The character.</param>
    /// <param name="options">How to use the machine while finding it.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Ends the search with an <see cref="OperationCanceledException"/>.</param>
    public static SupportMask FindMask(
        CharacterModel character,
        StudentPoserOptions? options = null,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        if (SupportMask.TryLoad(character) is { } cached)
        {
            return cached;
        }

        using var poser = new StudentPoser(character, options);
        SupportMask mask = SupportMask.Of(poser, progress, cancellation);
        SupportMaskCache.TryWrite(character, mask);
        return mask;
    }

    /// <inheritdoc/>
    /// <exception cref="BadInputException">A value of the frame is NaN or infinite.</exception>
    /// <exception cref="ObjectDisposedException">The poser was disposed.</exception>
    public void Render(Pose pose, PosedFrame frame)
    {
        using EngineMemory.Lease lease = _engine.Enter(this);
        lock (_gate)
        {
            StudentEngine engine = frame.Request.IsLive ? _live.Chosen : _engine;
            if (frame.Request.IsFaceOnly)
            {
                engine.Render(pose, frame, TilePlan.FaceOnly);
            }
            else if (frame.Request.Scope == PoseScope.Masked && _mask is { } mask && pose.IsInRange)
            {
                ClearFor(mask.Bounds, frame);
                engine.Render(pose, frame, _maskedPlan!);
            }
            else
            {
                frame.Extent = PosedFrame.WholeExtent;
                engine.Render(pose, frame, TilePlan.Dense);
            }
        }
    }

    /// <summary>
    /// Draws a pose with the body network alone, on a picture that already has the posed face: how the network is trained, because the face
    /// there is the teacher's. Every pixel is computed.
    /// </summary>
    /// <param name="pose">The pose.</param>
    /// <param name="faceMorphed">[4, 512, 512] in the network convention: what is warped.</param>
    /// <param name="frame">Receives the frame and the parts it asks for; it must not ask for <see cref="FrameParts.Face"/>.</param>
    /// <exception cref="BadInputException">A value of the frame is NaN or infinite.</exception>
    public void RenderBody(Pose pose, ReadOnlySpan<float> faceMorphed, PosedFrame frame)
    {
        using EngineMemory.Lease lease = _engine.Enter(this);
        ArgumentOutOfRangeException.ThrowIfNotEqual(faceMorphed.Length, 4 * CharacterPicture.Size * CharacterPicture.Size);
        if (frame.Parts.HasFlag(FrameParts.Face))
        {
            throw new ArgumentException("The face is given, not computed.", nameof(frame));
        }

        lock (_gate)
        {
            frame.Extent = PosedFrame.WholeExtent;
            _engine.RenderBody(pose, faceMorphed, frame);
        }
    }

    /// <summary>Makes the rows of a masked frame transparent, or the whole frame where the one before had another extent.</summary>
    private static void ClearFor(PixelRectangle extent, PosedFrame frame)
    {
        const int Size = CharacterPicture.Size;

        // Transparent black is -1 in every channel of the network convention. The tiles of a mask never leave its rows.
        (int top, int height) = frame.Extent == extent ? (extent.Top, extent.Height) : (0, Size);
        for (int channel = 0; channel < 4; channel++)
        {
            frame.Blended.AsSpan(((channel * Size) + top) * Size, height * Size).Fill(-1f);
        }

        frame.Extent = extent;
    }

    /// <summary>Frees the engine's memory, once a call that is under way in another thread has ended. Later calls throw <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        _engine.Dispose();
        lock (_gate)
        {
            _live.Dispose();
        }
    }
}
