namespace Bunraku.Siren.Lanes;

/// <summary>
/// The small vocabulary that every kernel is written in, so that each SIMD width is the same text. A vector is
/// <see cref="IProductLanes{TVector,TElement}.Count"/> float32 values, one for each pixel.
/// </summary>
/// <typeparam name="TVector">The vector type: <c>Vector512&lt;float&gt;</c> and so on, or <c>float</c>.</typeparam>
internal unsafe interface ILanes<TVector> : IProductLanes<TVector, float>
    where TVector : struct
{
    static abstract TVector Add(TVector left, TVector right);

    static abstract TVector Subtract(TVector left, TVector right);

    static abstract TVector Multiply(TVector left, TVector right);

    /// <summary>Flips the sign of each value whose partner in <paramref name="parity"/> has its lowest mantissa bit set.</summary>
    static abstract TVector NegateWhereOdd(TVector value, TVector parity);

    /// <summary>Stores even[0], odd[0], even[1], odd[1], ...: 2 * <see cref="IProductLanes{TVector,TElement}.Count"/> values.</summary>
    static abstract void StoreInterleaved(float* target, TVector even, TVector odd);

    /// <summary>The opposite of <see cref="StoreInterleaved"/>: reads 2 * <see cref="IProductLanes{TVector,TElement}.Count"/> values, every other one into each vector.</summary>
    static abstract (TVector Even, TVector Odd) LoadInterleaved(float* source);

    /// <summary>Copies a block of <see cref="IProductLanes{TVector,TElement}.Count"/> rows and columns, rows becoming columns.</summary>
    /// <param name="source">The block's first value.</param>
    /// <param name="sourceStride">Floats from one row to the next.</param>
    /// <param name="target">Where the transposed block goes.</param>
    /// <param name="targetStride">Floats from one of its rows to the next.</param>
    static abstract void Transpose(float* source, nint sourceStride, float* target, nint targetStride);

    /// <summary>Loads the first half of a vector from one place and the second from another.</summary>
    static abstract TVector LoadHalves(float* first, float* second);

    static abstract TVector Divide(TVector left, TVector right);

    static abstract TVector SquareRoot(TVector value);

    static abstract TVector Absolute(TVector value);

    /// <summary>magnitude * sign(value), 0 where the value is 0; the magnitude must not be negative.</summary>
    static abstract TVector WithSignOf(TVector magnitude, TVector value);

    /// <summary>The sum of all values of a vector.</summary>
    static abstract float Sum(TVector value);
}
