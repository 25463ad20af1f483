using Bunraku.Conv.Engine;
using Bunraku.Conv.Outputs;
using Bunraku.Conv.SelfTest;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Siren;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv;

/// <summary>
/// Poses a picture with the five networks of THA3's variant <c>separable</c> on the CPU, without training. What does not change between two frames is not
/// computed again. Pictures are in THA3's convention: linear light, straight alpha, scaled to -1..1, (-1, -1, -1, -1) where alpha is 0. One caller
/// at a time uses a poser.
/// </summary>
public sealed class SeparablePoser : IDisposable
{
    private const int Networks = 5;

    /// <summary>The widths that this process offers, each tested at its first use.</summary>
    private static readonly WidthChooser Widths = new(Phrase.Of("engine for convolutions"), SimdWidths.Offered(), new ConvKernelTest());

    private readonly SeparableEngine _engine;
    private readonly Lock _gate = new();
    private readonly bool[] _parts = new bool[Networks];

    /// <summary>Packs the weights and binds a picture.</summary>
    /// <param name="weights">The weights; they may be dropped afterwards.</param>
    /// <param name="picture">[4, 512, 512]; copied.</param>
    /// <param name="options">How to use the machine.</param>
    /// <exception cref="BadInputException">A tensor is missing or has another shape, or the options ask for what this machine does not have.</exception>
    public SeparablePoser(SeparableWeights weights, ReadOnlySpan<float> picture, SeparablePoserOptions? options = null)
    {
        options ??= new SeparablePoserOptions();
        if (options.Threads is < 1 or > 1024)
        {
            throw new BadInputException($"The number of threads must be 1 to 1024, but is {options.Threads}.");
        }

        Threads = options.Threads;
        (Simd, LaneSet lanes) = Widths.Choose(options.Simd);
        _engine = SeparableEngine.Create(lanes, weights.ForEngine, Threads);
        SetPicture(picture);
    }

    /// <summary>The SIMD width in use.</summary>
    public SimdWidth Simd { get; }

    /// <summary>The threads in use, the calling one included.</summary>
    public int Threads { get; }

    /// <summary>For measurements.</summary>
    internal SeparableEngine Engine => _engine;

    /// <summary>Binds another picture. The next frame computes everything.</summary>
    /// <param name="picture">[4, 512, 512]; copied.</param>
    /// <exception cref="ObjectDisposedException">The poser was disposed.</exception>
    public void SetPicture(ReadOnlySpan<float> picture)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(picture.Length, 4 * CharacterPicture.Size * CharacterPicture.Size);
        using EngineMemory.Lease lease = _engine.Enter(this);
        lock (_gate)
        {
            _engine.SetPicture(picture);
        }
    }

    /// <summary>Computes the outputs that a frame asks for.</summary>
    /// <param name="pose">The pose; nothing is clamped.</param>
    /// <param name="frame">Receives them.</param>
    /// <exception cref="BadInputException">A network gives values that are not finite numbers.</exception>
    /// <exception cref="ObjectDisposedException">The poser was disposed.</exception>
    public void Render(Pose pose, SeparableFrame frame)
    {
        using EngineMemory.Lease lease = _engine.Enter(this);
        lock (_gate)
        {
            Array.Clear(_parts);
            PoserNetwork last = PoserNetwork.Decomposer;
            for (int i = 0; i < frame.Outputs.Count; i++)
            {
                SeparableOutput output = frame.Outputs[i];
                PoserNetwork network = NetworkOf(output);
                last = network > last ? network : last;
                _parts[(int)network] |= !IsAlwaysStored(output);
            }

            _engine.Run(pose.Values, last, _parts);
            for (int i = 0; i < frame.Outputs.Count; i++)
            {
                SeparableOutput output = frame.Outputs[i];
                _engine.Output(output).CopyTo(frame[output]);
            }
        }
    }

    /// <summary>Frees the memory, once a call that is under way in another thread has ended. Later calls throw <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => _engine.Dispose();

    private static PoserNetwork NetworkOf(SeparableOutput output) => output switch
    {
        SeparableOutput.FaceMorphed => PoserNetwork.Face,
        >= SeparableOutput.DecomposerEyebrowLayer => PoserNetwork.Decomposer,
        >= SeparableOutput.CombinerEyebrow => PoserNetwork.Combiner,
        >= SeparableOutput.Face => PoserNetwork.Face,
        >= SeparableOutput.RotatorDirect => PoserNetwork.Rotator,
        _ => PoserNetwork.Editor,
    };

    /// <summary>Whether an output is stored in every frame, because a later network or the viewer needs it.</summary>
    private static bool IsAlwaysStored(SeparableOutput output) => output is SeparableOutput.Posed or SeparableOutput.RotatorWarped or SeparableOutput.RotatorGridChange
        or SeparableOutput.Face or SeparableOutput.FaceMorphed or SeparableOutput.DecomposerEyebrowLayer or SeparableOutput.DecomposerBackgroundLayer;
}
