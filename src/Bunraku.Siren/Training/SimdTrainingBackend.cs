using System.Runtime.Intrinsics;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Training.Simd;

namespace Bunraku.Siren.Training;

/// <summary>Trains the student networks on the CPU: the SIMD engine run backwards. Nothing is allocated by a warm step but its result.</summary>
public sealed class SimdTrainingBackend : ITrainingBackend
{
    private const int MaskSize = 128 * 128;

    /// <exception cref="BadInputException">The options ask for what this machine does not have.</exception>
    public SimdTrainingBackend(SimdTrainingOptions? options = null)
    {
        options ??= new SimdTrainingOptions();
        if (options.Threads is < 1 or > 1024)
        {
            throw new BadInputException($"The number of threads must be 1 to 1024, but is {options.Threads}.");
        }

        Threads = options.Threads;
        Simd = SimdWidths.Choose(options.Simd);
    }

    /// <inheritdoc/>
    public string Name => "simd";

    /// <summary>The SIMD width in use.</summary>
    public SimdWidth Simd { get; }

    /// <summary>The threads in use, the calling one included.</summary>
    public int Threads { get; }

    /// <inheritdoc/>
    public IFaceTrainer OpenFace(StateDict weights, AdamState optimizer, float[] mask, FaceSampling? sampling = null)
    {
        Expect.Values(mask, MaskSize, nameof(mask));
        return Simd switch
        {
            SimdWidth.Vector512 => new FaceTrainer<Lanes512, Vector512<float>>(weights, optimizer, mask, sampling, Threads),
            SimdWidth.Vector256 => new FaceTrainer<Lanes256, Vector256<float>>(weights, optimizer, mask, sampling, Threads),
            SimdWidth.Vector128 => new FaceTrainer<Lanes128, Vector128<float>>(weights, optimizer, mask, sampling, Threads),
            _ => new FaceTrainer<LanesScalar, float>(weights, optimizer, mask, sampling, Threads),
        };
    }

    /// <inheritdoc/>
    public IBodyTrainer OpenBody(StateDict weights, AdamState optimizer, TileSampling? sampling) => Simd switch
    {
        SimdWidth.Vector512 => new BodyTrainer<Lanes512, Vector512<float>>(weights, optimizer, sampling, Threads),
        SimdWidth.Vector256 => new BodyTrainer<Lanes256, Vector256<float>>(weights, optimizer, sampling, Threads),
        SimdWidth.Vector128 => new BodyTrainer<Lanes128, Vector128<float>>(weights, optimizer, sampling, Threads),
        _ => new BodyTrainer<LanesScalar, float>(weights, optimizer, sampling, Threads),
    };

    public void Dispose()
    {
    }
}
