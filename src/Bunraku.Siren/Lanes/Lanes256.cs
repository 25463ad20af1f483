using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Bunraku.Siren.Lanes;

/// <summary>256-bit vectors: AVX2 with FMA.</summary>
internal readonly unsafe struct Lanes256 : ILanes<Vector256<float>>
{
    public static int Count => Vector256<float>.Count;

    public static bool HasManyRegisters => false;

    public static Vector256<float> Load(float* source) => Vector256.Load(source);

    public static void Store(float* target, Vector256<float> value) => value.Store(target);

    public static Vector256<float> Broadcast(float value) => Vector256.Create(value);

    public static Vector256<float> Add(Vector256<float> left, Vector256<float> right) => left + right;

    public static Vector256<float> Subtract(Vector256<float> left, Vector256<float> right) => left - right;

    public static Vector256<float> Multiply(Vector256<float> left, Vector256<float> right) => left * right;

    public static Vector256<float> MultiplyAdd(Vector256<float> left, Vector256<float> right, Vector256<float> addend) =>
        Fma.MultiplyAdd(left, right, addend);

    public static Vector256<float> NegateWhereOdd(Vector256<float> value, Vector256<float> parity) =>
        (value.AsUInt32() ^ (parity.AsUInt32() << 31)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInterleaved(float* target, Vector256<float> even, Vector256<float> odd)
    {
        Vector256<float> low = Avx.UnpackLow(even, odd);
        Vector256<float> high = Avx.UnpackHigh(even, odd);
        Avx.Permute2x128(low, high, 0x20).Store(target);
        Avx.Permute2x128(low, high, 0x31).Store(target + Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<float> Even, Vector256<float> Odd) LoadInterleaved(float* source)
    {
        Vector256<float> low = Vector256.Load(source), high = Vector256.Load(source + Count);
        Vector256<float> first = Avx.Permute2x128(low, high, 0x20), second = Avx.Permute2x128(low, high, 0x31);
        return (Avx.Shuffle(first, second, 0b10_00_10_00), Avx.Shuffle(first, second, 0b11_01_11_01));
    }

    public static Vector256<float> LoadHalves(float* first, float* second) => Vector256.Create(Vector128.Load(first), Vector128.Load(second));

    // Each vector gathers two quarters of rows, so that the four by four transposition within its halves finishes whole columns.
    public static void Transpose(float* source, nint sourceStride, float* target, nint targetStride)
    {
        for (int column = 0; column < Count; column += 4, source += 4)
        {
            Vector256<float> a = Quarters(source, sourceStride);
            Vector256<float> b = Quarters(source + sourceStride, sourceStride);
            Vector256<float> c = Quarters(source + (2 * sourceStride), sourceStride);
            Vector256<float> d = Quarters(source + (3 * sourceStride), sourceStride);
            Vector256<double> lowAb = Avx.UnpackLow(a, b).AsDouble(), highAb = Avx.UnpackHigh(a, b).AsDouble();
            Vector256<double> lowCd = Avx.UnpackLow(c, d).AsDouble(), highCd = Avx.UnpackHigh(c, d).AsDouble();
            Avx.UnpackLow(lowAb, lowCd).AsSingle().Store(target);
            Avx.UnpackHigh(lowAb, lowCd).AsSingle().Store(target + targetStride);
            Avx.UnpackLow(highAb, highCd).AsSingle().Store(target + (2 * targetStride));
            Avx.UnpackHigh(highAb, highCd).AsSingle().Store(target + (3 * targetStride));
            target += 4 * targetStride;
        }
    }

    public static Vector256<float> Divide(Vector256<float> left, Vector256<float> right) => left / right;

    public static Vector256<float> SquareRoot(Vector256<float> value) => Vector256.Sqrt(value);

    public static Vector256<float> Absolute(Vector256<float> value) => Vector256.Abs(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> WithSignOf(Vector256<float> magnitude, Vector256<float> value)
    {
        Vector256<float> signed = magnitude | (value & Vector256.Create(-0f));
        return Vector256.AndNot(signed, Vector256.Equals(value, Vector256<float>.Zero));
    }

    public static float Sum(Vector256<float> value) => Vector256.Sum(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Quarters(float* source, nint stride) =>
        Vector256.Create(Vector128.Load(source), Vector128.Load(source + (4 * stride)));
}
