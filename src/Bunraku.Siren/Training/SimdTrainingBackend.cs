using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Training.Simd;

namespace Bunraku.Siren.Training;

/// <summary>Trains the student networks on the CPU: the SIMD engine run backwards. Nothing is allocated by a warm step but its result.</summary>
public sealed class SimdTrainingBackend : ITrainingBackend
{
    private const int MaskSize = 128 * 128;
    private readonly LaneSet _lanes;

    /// <exception cref="BadInputException">The options ask for what this machine does not have, or the processor computes wrong.</exception>
    public SimdTrainingBackend(SimdTrainingOptions? options = null)
        : this(options, Widths)
    {
    }

    /// <summary>For tests, which bring widths that compute wrong.</summary>
    internal SimdTrainingBackend(SimdTrainingOptions? options, WidthChooser widths)
    {
        options ??= new SimdTrainingOptions();
        if (options.Threads is < 1 or > 1024)
        {
            throw new BadInputException($"The number of threads must be 1 to 1024, but is {options.Threads}.");
        }

        Threads = options.Threads;
        (Simd, _lanes) = widths.Choose(options.Simd);
    }

    /// <inheritdoc/>
    public string Name => "simd";

    /// <summary>The widths of training: all that this process offers, each tested at its first use.</summary>
    internal static WidthChooser Widths { get; } = new(Phrase.Of("training engine"), SimdWidths.Offered(), new TrainingKernelTest());

    /// <summary>The SIMD width in use.</summary>
    public SimdWidth Simd { get; }

    /// <summary>The threads in use, the calling one included.</summary>
    public int Threads { get; }

    /// <inheritdoc/>
    public IFaceTrainer OpenFace(StateDict weights, AdamState optimizer, float[] mask, FaceSampling? sampling = null)
    {
        Expect.Values(mask, MaskSize, nameof(mask));
        return _lanes.Run(new FaceCreation(weights, optimizer, mask, sampling, Threads));
    }

    /// <inheritdoc/>
    public IBodyTrainer OpenBody(StateDict weights, AdamState optimizer, TileSampling? sampling) =>
        _lanes.Run(new BodyCreation(weights, optimizer, sampling, Threads));

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class FaceCreation(StateDict weights, AdamState optimizer, float[] mask, FaceSampling? sampling, int threads) : ILaneWork<IFaceTrainer>
    {
        public IFaceTrainer Run<TLanes, TVector>()
            where TLanes : struct, ILanes<TVector>
            where TVector : struct => new FaceTrainer<TLanes, TVector>(weights, optimizer, mask, sampling, threads);
    }

    private sealed class BodyCreation(StateDict weights, AdamState optimizer, TileSampling? sampling, int threads) : ILaneWork<IBodyTrainer>
    {
        public IBodyTrainer Run<TLanes, TVector>()
            where TLanes : struct, ILanes<TVector>
            where TVector : struct => new BodyTrainer<TLanes, TVector>(weights, optimizer, sampling, threads);
    }
}
