using System.Diagnostics;
using Bunraku.Conv;
using Bunraku.Conv.Outputs;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Teachers;

namespace Bunraku.Benchmarks;

/// <summary>Our own engine's part in the rounds of <see cref="TeacherBenchmark"/>.</summary>
internal sealed class SeparableTurns : IDisposable
{
    private readonly int _threads;
    private readonly float[] _picture;
    private readonly SeparablePoser _poser;
    private readonly SeparableFrame _frame = new(SeparableOutput.Posed);
    private readonly SeparableFrame _face = new(SeparableOutput.Face);
    private readonly Samples _new = new(), _frames = new(), _bodies = new(), _faces = new(), _products = new(), _peaks = new(), _speedups = new();

    private SeparableTurns(CharacterPicture picture, int threads)
    {
        _threads = threads;
        _picture = picture.ToStraight();
        Dictionary<string, StateDict> networks = TeacherFamily.Tha3Separable.Networks.ToDictionary(network => network.Name, SyntheticWeights.Of, StringComparer.Ordinal);
        _poser = new SeparablePoser(new SeparableWeights(networks), _picture, new SeparablePoserOptions { Threads = threads });
        _poser.Render(Pose.Default, _frame);
        _poser.Engine.Products.Run();
        FmaPeak.MeasureGflops(threads);
    }

    /// <summary>Makes the engine for a family that it computes.</summary>
    public static SeparableTurns? For(TeacherFamily family, CharacterPicture picture, int threads) =>
        family.Name == TeacherFamily.Tha3Separable.Name ? new SeparableTurns(picture, threads) : null;

    /// <summary>Takes one turn with the poses that libtorch had.</summary>
    /// <param name="pose">The whole pose.</param>
    /// <param name="body">The same face on another body.</param>
    /// <param name="other">A pose for the face alone.</param>
    /// <param name="libTorchMs">What libtorch took for the first.</param>
    public void Take(Pose pose, Pose body, Pose other, double libTorchMs)
    {
        double frame = Time(() => _poser.Render(pose, _frame));
        _frames.Add(frame);
        _speedups.Add(libTorchMs / frame);
        _bodies.Add(Time(() => _poser.Render(body, _frame)));
        _faces.Add(Time(() => _poser.Render(other, _face)));
        _poser.SetPicture(_picture);
        _new.Add(Time(() => _poser.Render(pose, _frame)));
        _products.Add(Time(_poser.Engine.Products.Run));
        _peaks.Add(FmaPeak.MeasureGflops(_threads));
    }

    /// <summary>The medians of all turns.</summary>
    public EngineTurns Report() => new()
    {
        Simd = SimdNames.Of(_poser.Simd),
        EverythingNewMs = _new.Median,
        FrameMs = _frames.Median,
        BodyOnlyFrameMs = _bodies.Median,
        FaceOnlyFrameMs = _faces.Median,
        Speedup = _speedups.Median,
        ProductsMs = _products.Median,
        ProductsGflops = 2e-6 * _poser.Engine.Products.MultiplyAdds / _products.Median,
        FmaPeakGflops = _peaks.Median,
    };

    public void Dispose() => _poser.Dispose();

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
