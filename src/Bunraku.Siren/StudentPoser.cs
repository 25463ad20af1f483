using System.Runtime.Intrinsics;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren.Engine;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Support;

namespace Bunraku.Siren;

/// <summary>
/// Poses a character with its student networks on the CPU. With a <see cref="Mask"/> only the pixels that any pose of this character
/// can reach are computed, and the rest is transparent; without one, or when parts of the frame are asked for, or for a pose
/// outside the published ranges, every pixel is.
/// </summary>
public sealed class StudentPoser : IPoser
{
    private readonly StudentEngine _engine;
    private readonly Lock _gate = new();
    private SupportMask? _mask;
    private TilePlan? _maskedPlan;

    /// <exception cref="BadInputException">The options ask for what this machine does not have.</exception>
    public StudentPoser(CharacterModel character, StudentPoserOptions? options = null)
    {
        options ??= new StudentPoserOptions();
        if (options.Threads is < 1 or > 1024)
        {
            throw new BadInputException($"The number of threads must be 1 to 1024, but is {options.Threads}.");
        }

        Threads = options.Threads;
        Simd = SimdWidths.Choose(options.Simd);
        _engine = Simd switch
        {
            SimdWidth.Vector512 => new StudentEngine<Lanes512, Vector512<float>>(character, Threads),
            SimdWidth.Vector256 => new StudentEngine<Lanes256, Vector256<float>>(character, Threads),
            SimdWidth.Vector128 => new StudentEngine<Lanes128, Vector128<float>>(character, Threads),
            _ => new StudentEngine<LanesScalar, float>(character, Threads),
        };
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
            TilePlan? plan = value is null ? null : TilePlan.For(value);
            lock (_gate)
            {
                _mask = value;
                _maskedPlan = plan;
            }
        }
    }

    /// <inheritdoc/>
    public void Render(Pose pose, PosedFrame frame)
    {
        lock (_gate)
        {
            if (frame.IsFaceOnly)
            {
                _engine.Render(pose, frame, TilePlan.FaceOnly);
                return;
            }

            bool masked = _maskedPlan is not null && frame.Parts == FrameParts.None && pose.IsInRange;
            if (masked)
            {
                // Transparent black is -1 in every channel of the network convention.
                frame.Blended.AsSpan().Fill(-1f);
            }

            _engine.Render(pose, frame, masked ? _maskedPlan! : TilePlan.Dense);
        }
    }

    /// <summary>
    /// Draws a pose with the body network alone, on a picture that already has the posed face: how the network is trained, because the face
    /// there is the teacher's. Every pixel is computed.
    /// </summary>
    /// <param name="pose">The pose.</param>
    /// <param name="faceMorphed">[4, 512, 512] in the network convention: what is warped.</param>
    /// <param name="frame">Receives the frame and the parts it asks for; it must not ask for <see cref="FrameParts.Face"/>.</param>
    public void RenderBody(Pose pose, ReadOnlySpan<float> faceMorphed, PosedFrame frame)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(faceMorphed.Length, 4 * CharacterPicture.Size * CharacterPicture.Size);
        if (frame.Parts.HasFlag(FrameParts.Face))
        {
            throw new ArgumentException("The face is given, not computed.", nameof(frame));
        }

        lock (_gate)
        {
            _engine.RenderBody(pose, faceMorphed, frame);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _engine.Dispose();
        }
    }
}
