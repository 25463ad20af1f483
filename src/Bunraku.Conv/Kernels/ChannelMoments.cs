using System.Runtime.CompilerServices;
using Bunraku.Siren.Lanes;

namespace Bunraku.Conv.Kernels;

/// <summary>
/// Mean and sum of squared deviations of the values of one channel. Everything is measured from the first value, so a mean that is far from zero costs
/// no digits.
/// </summary>
internal static unsafe class ChannelMoments<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    // Longer sums in float32 would lose digits at the narrow widths.
    private const int Chunk = 128;

    /// <summary>Computes both.</summary>
    /// <param name="values">The values.</param>
    /// <param name="count">How many: a multiple of 32.</param>
    /// <returns>Their mean, and the sum of the squares of their deviations from it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Mean, double Squares) Of(float* values, int count)
    {
        TVector first = TLanes.Broadcast(values[0]);
        double sum = 0, squares = 0;
        for (int chunk = 0; chunk < count; chunk += Chunk)
        {
            int end = Math.Min(chunk + Chunk, count);
            TVector a = TLanes.Broadcast(0f), b = a, aSquares = a, bSquares = a;
            for (int i = chunk; i < end; i += 2 * TLanes.Count)
            {
                TVector x = TLanes.Subtract(TLanes.Load(values + i), first), y = TLanes.Subtract(TLanes.Load(values + i + TLanes.Count), first);
                a = TLanes.Add(a, x);
                b = TLanes.Add(b, y);
                aSquares = TLanes.MultiplyAdd(x, x, aSquares);
                bSquares = TLanes.MultiplyAdd(y, y, bSquares);
            }

            sum += TLanes.Sum(TLanes.Add(a, b));
            squares += TLanes.Sum(TLanes.Add(aSquares, bSquares));
        }

        return (values[0] + (sum / count), squares - (sum * sum / count));
    }
}
