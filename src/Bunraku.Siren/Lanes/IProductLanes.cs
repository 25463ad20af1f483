namespace Bunraku.Siren.Lanes;

/// <summary>What a matrix product needs of vectors. An element has 32 bits: a float32, or two int16 (<see cref="IFixedLanes{TVector,TFloats}"/>).</summary>
/// <typeparam name="TVector">The vector type.</typeparam>
/// <typeparam name="TElement">What one pixel has in a vector.</typeparam>
internal unsafe interface IProductLanes<TVector, TElement>
    where TVector : struct
    where TElement : unmanaged
{
    /// <summary>Pixels in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>Whether 29 vectors fit in registers at once, so that a block of 12 channels by 2 vectors does not spill.</summary>
    static abstract bool HasManyRegisters { get; }

    static abstract TVector Load(TElement* source);

    static abstract void Store(TElement* target, TVector value);

    static abstract TVector Broadcast(TElement value);

    /// <summary>left * right + addend. Of float32, fused where the processor can.</summary>
    static abstract TVector MultiplyAdd(TVector left, TVector right, TVector addend);
}
