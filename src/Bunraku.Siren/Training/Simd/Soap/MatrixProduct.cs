using System.Runtime.CompilerServices;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Training.Simd.Soap;

/// <summary>Products of padded matrices. Four rows by two vectors are accumulated in registers; every element is summed in the order of the inner index.</summary>
internal static unsafe class MatrixProduct<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>product = left * right.</summary>
    public static void Run(PaddedMatrix left, PaddedMatrix right, PaddedMatrix product) => Run(left.Values, left.Stride, 1, right, product);

    /// <summary>product = transpose of left * right.</summary>
    public static void RunTransposed(PaddedMatrix left, PaddedMatrix right, PaddedMatrix product) => Run(left.Values, 1, left.Stride, right, product);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run(float* left, nint rowStride, nint depthStride, PaddedMatrix right, PaddedMatrix product)
    {
        nint stride = right.Stride;
        for (int row = 0; row < product.PaddedRows; row += 4)
        {
            for (int column = 0; column < product.Stride; column += 2 * TLanes.Count)
            {
                TVector a0 = TLanes.Broadcast(0f), b0 = a0, a1 = a0, b1 = a0, a2 = a0, b2 = a0, a3 = a0, b3 = a0;
                float* scalar = left + (row * rowStride);
                float* vector = right.Values + column;
                for (int k = 0; k < right.Rows; k++, scalar += depthStride, vector += stride)
                {
                    TVector x = TLanes.Load(vector), y = TLanes.Load(vector + TLanes.Count);
                    TVector s = TLanes.Broadcast(scalar[0]);
                    (a0, b0) = (TLanes.MultiplyAdd(s, x, a0), TLanes.MultiplyAdd(s, y, b0));
                    s = TLanes.Broadcast(scalar[rowStride]);
                    (a1, b1) = (TLanes.MultiplyAdd(s, x, a1), TLanes.MultiplyAdd(s, y, b1));
                    s = TLanes.Broadcast(scalar[2 * rowStride]);
                    (a2, b2) = (TLanes.MultiplyAdd(s, x, a2), TLanes.MultiplyAdd(s, y, b2));
                    s = TLanes.Broadcast(scalar[3 * rowStride]);
                    (a3, b3) = (TLanes.MultiplyAdd(s, x, a3), TLanes.MultiplyAdd(s, y, b3));
                }

                Store(product, row, column, a0, b0);
                Store(product, row + 1, column, a1, b1);
                Store(product, row + 2, column, a2, b2);
                Store(product, row + 3, column, a3, b3);
            }
        }
    }

    private static void Store(PaddedMatrix product, int row, int column, TVector first, TVector second)
    {
        float* target = product.Values + (row * product.Stride) + column;
        TLanes.Store(target, first);
        TLanes.Store(target + TLanes.Count, second);
    }
}
