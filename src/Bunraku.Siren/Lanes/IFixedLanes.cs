namespace Bunraku.Siren.Lanes;

/// <summary>
/// The vocabulary of the kernels in 16-bit fixed point. An element is a pair of int16, one of each of two neighbouring channels at one pixel
/// (the first in the low half), or one int32 sum. Everything wraps unless it says otherwise.
/// </summary>
/// <typeparam name="TVector">The vector type: <c>Vector512&lt;int&gt;</c> and so on.</typeparam>
/// <typeparam name="TFloats">The vector of as many float32 values.</typeparam>
internal unsafe interface IFixedLanes<TVector, TFloats> : IProductLanes<TVector, int>
    where TVector : struct
    where TFloats : struct
{
    // MultiplyAdd of IProductLanes: the products of both halves, added to an int32.

    /// <summary>The nearest integers, ties to even; the magnitude must be below 2^31.</summary>
    static abstract TVector Round(TFloats value);

    /// <summary>The nearest float32 of each int32.</summary>
    static abstract TFloats ToFloats(TVector value);

    /// <summary>The same bits.</summary>
    static abstract TFloats AsFloats(TVector value);

    /// <summary>Shifts each int32.</summary>
    static abstract TVector ShiftLeft(TVector value, int count);

    /// <summary>Moves the high half of each element into the low half; the high half becomes 0.</summary>
    static abstract TVector HighToLow(TVector value);

    /// <summary>Moves the low half of each element into the high half; the low half becomes 0.</summary>
    static abstract TVector LowToHigh(TVector value);

    /// <summary>Elements with the low half of one and the high half of another.</summary>
    static abstract TVector Merge(TVector low, TVector high);

    /// <summary>The same int16 in both halves of every element.</summary>
    static abstract TVector Broadcast16(short value);

    static abstract TVector Add16(TVector left, TVector right);

    static abstract TVector Subtract16(TVector left, TVector right);

    /// <summary>The sum, held within -32768..32767.</summary>
    static abstract TVector AddSaturated16(TVector left, TVector right);

    /// <summary>The difference, held within -32768..32767.</summary>
    static abstract TVector SubtractSaturated16(TVector left, TVector right);

    /// <summary>The magnitude; that of -32768 wraps to -32768.</summary>
    static abstract TVector Absolute16(TVector value);

    /// <summary>(left * right + 2^14) / 2^15, rounded down: the product of two fractions in units of 2^-15.</summary>
    static abstract TVector Multiply16(TVector left, TVector right);
}
