using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Training.Simd.Soap;

/// <summary>Makes the rows of a square matrix an orthonormal basis: modified Gram-Schmidt, each row twice, because once is not enough in float32.</summary>
internal static unsafe class Orthonormal<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>A row that keeps less of its length than this was the sum of those before it, and what is left is rounding.</summary>
    private const float LeastShare = 1e-5f;

    /// <summary>Changes the rows, the first least; a row that depends on those before it becomes a unit vector made orthogonal to them.</summary>
    public static void Run(PaddedMatrix matrix)
    {
        for (int row = 0; row < matrix.Rows; row++)
        {
            float* values = matrix.Values + (row * matrix.Stride);
            float before = Length(values, matrix.Stride);
            Reduce(matrix, row, values);
            float length = Length(values, matrix.Stride);
            for (int unit = 0; !(length > LeastShare * before) && unit < matrix.Rows; unit++)
            {
                // Some unit vector has at least the share 1 / rows outside of any smaller space.
                new Span<float>(values, matrix.Stride).Clear();
                values[(row + unit) % matrix.Rows] = 1f;
                before = 0.5f / LeastShare / matrix.Rows;
                Reduce(matrix, row, values);
                length = Length(values, matrix.Stride);
            }

            Scale(values, 1f / length, matrix.Stride);
        }
    }

    private static void Reduce(PaddedMatrix matrix, int row, float* values)
    {
        for (int pass = 0; pass < 2; pass++)
        {
            for (int other = 0; other < row; other++)
            {
                float* direction = matrix.Values + (other * matrix.Stride);
                Subtract(values, Dot(values, direction, matrix.Stride), direction, matrix.Stride);
            }
        }
    }

    private static float Length(float* values, int count) => MathF.Sqrt(Dot(values, values, count));

    private static float Dot(float* left, float* right, int count)
    {
        TVector even = TLanes.Broadcast(0f), odd = even;
        for (int i = 0; i < count; i += 2 * TLanes.Count)
        {
            even = TLanes.MultiplyAdd(TLanes.Load(left + i), TLanes.Load(right + i), even);
            odd = TLanes.MultiplyAdd(TLanes.Load(left + i + TLanes.Count), TLanes.Load(right + i + TLanes.Count), odd);
        }

        return TLanes.Sum(TLanes.Add(even, odd));
    }

    private static void Subtract(float* values, float factor, float* direction, int count)
    {
        TVector negative = TLanes.Broadcast(-factor);
        for (int i = 0; i < count; i += TLanes.Count)
        {
            TLanes.Store(values + i, TLanes.MultiplyAdd(negative, TLanes.Load(direction + i), TLanes.Load(values + i)));
        }
    }

    private static void Scale(float* values, float factor, int count)
    {
        TVector by = TLanes.Broadcast(factor);
        for (int i = 0; i < count; i += TLanes.Count)
        {
            TLanes.Store(values + i, TLanes.Multiply(by, TLanes.Load(values + i)));
        }
    }
}
