using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;

namespace Bunraku.Conv.Kernels;

/// <summary>What follows the last convolutions of a network, on rows of 32 pixels.</summary>
internal static unsafe class HeadFunctions<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>1 / (1 + exp(-x)), in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Sigmoid(float* values, int rows)
    {
        TVector one = TLanes.Broadcast(1f), zero = TLanes.Broadcast(0f);
        for (int i = 0; i < rows * Tile.Pixels; i += TLanes.Count)
        {
            TVector power = Exponential(TLanes.Subtract(zero, TLanes.Load(values + i)));
            TLanes.Store(values + i, TLanes.Divide(one, TLanes.Add(one, power)));
        }
    }

    /// <summary>tanh x = 1 - 2 / (exp(2x) + 1), in place; the absolute error is that of float32 at 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tanh(float* values, int rows)
    {
        TVector one = TLanes.Broadcast(1f), two = TLanes.Broadcast(2f);
        for (int i = 0; i < rows * Tile.Pixels; i += TLanes.Count)
        {
            TVector value = TLanes.Load(values + i);
            TVector power = Exponential(TLanes.Add(value, value));
            TLanes.Store(values + i, TLanes.Subtract(one, TLanes.Divide(two, TLanes.Add(power, one))));
        }
    }

    /// <summary>alpha * first + (1 - alpha) * second, for rows that share one row of alpha.</summary>
    /// <param name="alpha">[32].</param>
    /// <param name="first">[rows][32].</param>
    /// <param name="second">[rows][32].</param>
    /// <param name="output">[rows][32]; may be one of the others.</param>
    /// <param name="rows">Rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Blend(float* alpha, float* first, float* second, float* output, int rows)
    {
        for (int i = 0; i < rows * Tile.Pixels; i += TLanes.Count)
        {
            TVector weight = TLanes.Load(alpha + (i % Tile.Pixels));
            TVector rest = TLanes.Subtract(TLanes.Broadcast(1f), weight);
            TLanes.Store(output + i, TLanes.MultiplyAdd(weight, TLanes.Load(first + i), TLanes.Multiply(rest, TLanes.Load(second + i))));
        }
    }

    // The runtime's own function of each vector type; for any width only one of the branches is compiled.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Exponential(TVector value)
    {
        if (typeof(TVector) == typeof(Vector512<float>))
        {
            return Unsafe.BitCast<Vector512<float>, TVector>(Vector512.Exp(Unsafe.BitCast<TVector, Vector512<float>>(value)));
        }

        if (typeof(TVector) == typeof(Vector256<float>))
        {
            return Unsafe.BitCast<Vector256<float>, TVector>(Vector256.Exp(Unsafe.BitCast<TVector, Vector256<float>>(value)));
        }

        return typeof(TVector) == typeof(Vector128<float>)
            ? Unsafe.BitCast<Vector128<float>, TVector>(Vector128.Exp(Unsafe.BitCast<TVector, Vector128<float>>(value)))
            : Unsafe.BitCast<float, TVector>(MathF.Exp(Unsafe.BitCast<TVector, float>(value)));
    }
}
