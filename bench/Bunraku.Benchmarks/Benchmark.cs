using System.Diagnostics;
using System.Runtime.InteropServices;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren;

namespace Bunraku.Benchmarks;

/// <summary>
/// Lets our dense and masked frames, in float32 and in fixed point, ONNX Runtime and the bare FMA loop take turns in one process on as many threads, so
/// that whatever else the machine does meets all of them. All 45 values of the pose change with every frame: nothing is reused.
/// </summary>
internal sealed class Benchmark : IDisposable
{
    private const int FramesPerTurn = 3;
    private const int ComparedPoses = 24;
    private const int FramesPerAllocationBatch = 4;
    private const int AllocationBatches = 3;

    /// <summary>Another than the support mask is found with, so that the compared poses are new to it.</summary>
    private const int ComparedSeed = 9_137_246;

    private readonly CharacterModel _character;
    private readonly BenchSettings _settings;
    private readonly StudentPoserOptions _options;
    private readonly StudentPoser _dense;
    private readonly StudentPoser _masked;
    private readonly OnnxRuntimePoser _onnxRuntime;
    private readonly Pose[] _poses = RandomPoses.Draw(seed: 1, count: 256);
    private readonly PosedFrame _frame = new();
    private readonly PosedFrame _liveFrame = new(PoseRequest.Live);
    private readonly bool _hasFixedPoint;
    private int _posesUsed;

    /// <exception cref="BadInputException">The threads or the SIMD width are not available on this machine.</exception>
    public Benchmark(CharacterModel character, BenchSettings settings)
    {
        _character = character;
        _settings = settings;
        _options = new StudentPoserOptions { Threads = settings.Threads, Simd = settings.Simd, Arithmetic = Arithmetic.FixedPoint };
        _dense = new StudentPoser(character, _options);
        _masked = new StudentPoser(character, _options);
        _onnxRuntime = new OnnxRuntimePoser(character, settings.Threads);
        _hasFixedPoint = HasFixedPoint(_dense);
    }

    /// <summary>Measures everything.</summary>
    /// <param name="progress">Told what happens next.</param>
    public BenchReport Run(Action<string> progress)
    {
        progress("Finding the support mask (once per character, then kept)");
        _masked.Mask = StudentPoser.FindMask(_character, _options);
        progress("Warming up");
        WarmUp();
        progress($"Taking turns for {_settings.Duration.TotalSeconds:0} s");
        Samples dense = new(), masked = new(), fixedDense = new(), fixedMasked = new(), onnxRuntime = new(), peak = new();
        long start = Stopwatch.GetTimestamp();
        while (peak.Count < BenchSettings.LeastRounds(_settings.Duration, usual: 5) || Stopwatch.GetElapsedTime(start) < _settings.Duration)
        {
            Time(_dense, _frame, FramesPerTurn, dense);
            Time(_masked, _frame, FramesPerTurn, masked);
            TimeFixed(_dense, FramesPerTurn, fixedDense);
            TimeFixed(_masked, FramesPerTurn, fixedMasked);
            Time(_onnxRuntime, _frame, frames: 1, onnxRuntime);
            peak.Add(FmaPeak.MeasureGflops(_settings.Threads));
        }

        progress("Comparing frames, counting allocations, starting fresh processes");
        (double allocated, double allocatedOnCaller) = MeasureAllocations();
        return new BenchReport
        {
            Character = _character.Name,
            Threads = _settings.Threads,
            Simd = SimdNames.Of(_dense.Simd),
            Runtime = RuntimeInformation.FrameworkDescription,
            OnnxRuntimeVersion = OnnxRuntimePoser.Version,
            Rounds = peak.Count,
            DenseMs = dense.Median,
            DenseP95Ms = dense.P95,
            MaskedMs = masked.Median,
            MaskedP95Ms = masked.P95,
            FixedDenseMs = fixedDense.MedianOrNull,
            FixedDenseP95Ms = fixedDense.P95OrNull,
            FixedMaskedMs = fixedMasked.MedianOrNull,
            FixedMaskedP95Ms = fixedMasked.P95OrNull,
            OnnxRuntimeMs = onnxRuntime.Median,
            OnnxRuntimeP95Ms = onnxRuntime.P95,
            FmaPeakGflops = peak.Median,
            MaskCoverage = _masked.Mask!.Coverage,
            MaskedPsnrDb = WorstPsnrDb(_masked, _frame.Request),
            FixedPsnrDb = _hasFixedPoint ? WorstPsnrDb(_dense, _liveFrame.Request) : null,
            WarmFrameBytes = allocated,
            WarmFrameBytesOnCaller = allocatedOnCaller,
            FirstFrameMs = FirstFrame.MeasureMs(_settings),
        };
    }

    public void Dispose()
    {
        _dense.Dispose();
        _masked.Dispose();
        _onnxRuntime.Dispose();
    }

    private void WarmUp()
    {
        var unused = new Samples();
        for (int round = 0; round < BenchSettings.LeastRounds(_settings.Duration, usual: 3); round++)
        {
            Time(_dense, _frame, 2 * FramesPerTurn, unused);
            Time(_masked, _frame, 2 * FramesPerTurn, unused);
            TimeFixed(_dense, 2 * FramesPerTurn, unused);
            TimeFixed(_masked, 2 * FramesPerTurn, unused);
            Time(_onnxRuntime, _frame, frames: 1, unused);
            FmaPeak.MeasureGflops(_settings.Threads);
        }
    }

    private static bool HasFixedPoint(StudentPoser poser)
    {
        try
        {
            return poser.ChooseArithmetic() == Arithmetic.FixedPoint;
        }
        catch (BadInputException)
        {
            return false;
        }
    }

    private void TimeFixed(IPoser poser, int frames, Samples milliseconds)
    {
        if (_hasFixedPoint)
        {
            Time(poser, _liveFrame, frames, milliseconds);
        }
    }

    private void Time(IPoser poser, PosedFrame frame, int frames, Samples milliseconds)
    {
        for (int i = 0; i < frames; i++)
        {
            Pose pose = NextPose();
            long start = Stopwatch.GetTimestamp();
            poser.Render(pose, frame);
            milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }

    private double WorstPsnrDb(StudentPoser poser, PoseRequest request)
    {
        var other = new PosedFrame(request);
        return RandomPoses.Draw(ComparedSeed, BenchSettings.LeastRounds(_settings.Duration, ComparedPoses)).Min(pose =>
        {
            _dense.Render(pose, _frame);
            poser.Render(pose, other);
            return FrameComparison.PsnrInsideDb(_frame.Blended, other.Blended);
        });
    }

    // The least of several batches: whatever else in the process allocates now and then is not the frame's.
    private (double AllThreads, double Caller) MeasureAllocations()
    {
        double all = double.PositiveInfinity;
        double caller = double.PositiveInfinity;
        for (int batch = 0; batch < AllocationBatches && all > 0; batch++)
        {
            long callerBefore = GC.GetAllocatedBytesForCurrentThread();
            long allBefore = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < FramesPerAllocationBatch; i++)
            {
                _dense.Render(NextPose(), _frame);
                _masked.Render(NextPose(), _frame);
                _masked.Render(NextPose(), _hasFixedPoint ? _liveFrame : _frame);
            }

            const double Frames = 3 * FramesPerAllocationBatch;
            all = Math.Min(all, (GC.GetTotalAllocatedBytes(precise: true) - allBefore) / Frames);
            caller = Math.Min(caller, (GC.GetAllocatedBytesForCurrentThread() - callerBefore) / Frames);
        }

        return (all, caller);
    }

    private Pose NextPose() => _poses[_posesUsed++ % _poses.Length];
}
