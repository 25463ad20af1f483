using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Bunraku.Siren;
using Bunraku.Siren.Lanes;

namespace Bunraku.Benchmarks;

/// <summary>
/// Measures what the machine can do at most: independent fused multiply-adds on registers alone, on the widest vectors of the
/// processor and on several threads at the same time.
/// </summary>
internal static class FmaPeak
{
    private const int ManyChains = 20;
    private const int FewChains = 12;
    private const int Iterations = 500_000;

    /// <summary>One measurement of some tens of milliseconds, in 10^9 floating-point operations a second of all threads together.</summary>
    public static double MeasureGflops(int threads)
    {
        long[] begins = new long[threads];
        long[] ends = new long[threads];
        double[] operations = new double[threads];
        using var barrier = new Barrier(threads);
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(index => new Thread(() =>
        {
            barrier.SignalAndWait();
            begins[index] = Stopwatch.GetTimestamp();
            operations[index] = RunWidest();
            ends[index] = Stopwatch.GetTimestamp();
        }))];
        Array.ForEach(workers, worker => worker.Start());
        Array.ForEach(workers, worker => worker.Join());
        return operations.Sum() / Stopwatch.GetElapsedTime(begins.Min(), ends.Max()).TotalSeconds / 1e9;
    }

    private static double RunWidest() => SimdWidths.Widest switch
    {
        SimdWidth.Vector512 => Run<Lanes512, Vector512<float>>(),
        SimdWidth.Vector256 => Run<Lanes256, Vector256<float>>(),
        SimdWidth.Vector128 => Run<Lanes128, Vector128<float>>(),
        _ => Run<LanesScalar, float>(),
    };

    /// <summary>Runs the chains and returns how many floating-point operations that took.</summary>
    private static double Run<TLanes, TVector>()
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        if (TLanes.HasManyRegisters)
        {
            Twenty<TLanes, TVector>();
        }
        else
        {
            Twelve<TLanes, TVector>();
        }

        return 2.0 * Iterations * TLanes.Count * (TLanes.HasManyRegisters ? ManyChains : FewChains);
    }

    // Two pipes of latency 4 need 8 chains in flight, four pipes 16. Each chain converges to 1, so no value overflows or
    // becomes denormal. The chains are written out because only locals are sure to stay in registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static TVector Twenty<TLanes, TVector>()
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        TVector m = TLanes.Broadcast(0.999f), c = TLanes.Broadcast(0.001f);
        TVector a0 = c, a1 = c, a2 = c, a3 = c, a4 = c, a5 = c, a6 = c, a7 = c, a8 = c, a9 = c;
        TVector b0 = c, b1 = c, b2 = c, b3 = c, b4 = c, b5 = c, b6 = c, b7 = c, b8 = c, b9 = c;
        for (int i = 0; i < Iterations; i++)
        {
            a0 = TLanes.MultiplyAdd(a0, m, c);
            a1 = TLanes.MultiplyAdd(a1, m, c);
            a2 = TLanes.MultiplyAdd(a2, m, c);
            a3 = TLanes.MultiplyAdd(a3, m, c);
            a4 = TLanes.MultiplyAdd(a4, m, c);
            a5 = TLanes.MultiplyAdd(a5, m, c);
            a6 = TLanes.MultiplyAdd(a6, m, c);
            a7 = TLanes.MultiplyAdd(a7, m, c);
            a8 = TLanes.MultiplyAdd(a8, m, c);
            a9 = TLanes.MultiplyAdd(a9, m, c);
            b0 = TLanes.MultiplyAdd(b0, m, c);
            b1 = TLanes.MultiplyAdd(b1, m, c);
            b2 = TLanes.MultiplyAdd(b2, m, c);
            b3 = TLanes.MultiplyAdd(b3, m, c);
            b4 = TLanes.MultiplyAdd(b4, m, c);
            b5 = TLanes.MultiplyAdd(b5, m, c);
            b6 = TLanes.MultiplyAdd(b6, m, c);
            b7 = TLanes.MultiplyAdd(b7, m, c);
            b8 = TLanes.MultiplyAdd(b8, m, c);
            b9 = TLanes.MultiplyAdd(b9, m, c);
        }

        a0 = TLanes.Add(TLanes.Add(TLanes.Add(a0, a1), TLanes.Add(a2, a3)), TLanes.Add(TLanes.Add(a4, a5), TLanes.Add(a6, a7)));
        b0 = TLanes.Add(TLanes.Add(TLanes.Add(b0, b1), TLanes.Add(b2, b3)), TLanes.Add(TLanes.Add(b4, b5), TLanes.Add(b6, b7)));
        return TLanes.Add(TLanes.Add(TLanes.Add(a0, b0), TLanes.Add(a8, a9)), TLanes.Add(b8, b9));
    }

    // With 16 registers, 12 chains and two operands are all that fit.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static TVector Twelve<TLanes, TVector>()
        where TLanes : ILanes<TVector>
        where TVector : struct
    {
        TVector m = TLanes.Broadcast(0.999f), c = TLanes.Broadcast(0.001f);
        TVector a0 = c, a1 = c, a2 = c, a3 = c, a4 = c, a5 = c;
        TVector b0 = c, b1 = c, b2 = c, b3 = c, b4 = c, b5 = c;
        for (int i = 0; i < Iterations; i++)
        {
            a0 = TLanes.MultiplyAdd(a0, m, c);
            a1 = TLanes.MultiplyAdd(a1, m, c);
            a2 = TLanes.MultiplyAdd(a2, m, c);
            a3 = TLanes.MultiplyAdd(a3, m, c);
            a4 = TLanes.MultiplyAdd(a4, m, c);
            a5 = TLanes.MultiplyAdd(a5, m, c);
            b0 = TLanes.MultiplyAdd(b0, m, c);
            b1 = TLanes.MultiplyAdd(b1, m, c);
            b2 = TLanes.MultiplyAdd(b2, m, c);
            b3 = TLanes.MultiplyAdd(b3, m, c);
            b4 = TLanes.MultiplyAdd(b4, m, c);
            b5 = TLanes.MultiplyAdd(b5, m, c);
        }

        a0 = TLanes.Add(TLanes.Add(TLanes.Add(a0, a1), TLanes.Add(a2, a3)), TLanes.Add(a4, a5));
        b0 = TLanes.Add(TLanes.Add(TLanes.Add(b0, b1), TLanes.Add(b2, b3)), TLanes.Add(b4, b5));
        return TLanes.Add(a0, b0);
    }
}
