using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Bunraku.Siren.Lanes;

/// <summary>512-bit vectors: AVX-512.</summary>
internal readonly unsafe struct Lanes512 : ILanes<Vector512<float>>
{
    public static int Count => Vector512<float>.Count;

    public static bool HasManyRegisters => true;

    public static Vector512<float> Load(float* source) => Vector512.Load(source);

    public static void Store(float* target, Vector512<float> value) => value.Store(target);

    public static Vector512<float> Broadcast(float value) => Vector512.Create(value);

    public static Vector512<float> Add(Vector512<float> left, Vector512<float> right) => left + right;

    public static Vector512<float> Subtract(Vector512<float> left, Vector512<float> right) => left - right;

    public static Vector512<float> Multiply(Vector512<float> left, Vector512<float> right) => left * right;

    public static Vector512<float> MultiplyAdd(Vector512<float> left, Vector512<float> right, Vector512<float> addend) =>
        Avx512F.FusedMultiplyAdd(left, right, addend);

    public static Vector512<float> NegateWhereOdd(Vector512<float> value, Vector512<float> parity) =>
        (value.AsUInt32() ^ (parity.AsUInt32() << 31)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInterleaved(float* target, Vector512<float> even, Vector512<float> odd)
    {
        Avx512F.PermuteVar16x32x2(even, Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23), odd).Store(target);
        Avx512F.PermuteVar16x32x2(even, Vector512.Create(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31), odd).Store(target + Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<float> Even, Vector512<float> Odd) LoadInterleaved(float* source)
    {
        Vector512<float> low = Vector512.Load(source), high = Vector512.Load(source + Count);
        return (
            Avx512F.PermuteVar16x32x2(low, Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30), high),
            Avx512F.PermuteVar16x32x2(low, Vector512.Create(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31), high));
    }

    // Vector512.Create would insert both halves, and so wait for what the register held before.
    public static Vector512<float> LoadHalves(float* first, float* second) => Vector256.Load(first).ToVector512Unsafe().WithUpper(Vector256.Load(second));

    // Each vector gathers four quarters of rows, so that the four by four transposition within its quarters finishes whole columns.
    public static void Transpose(float* source, nint sourceStride, float* target, nint targetStride)
    {
        for (int column = 0; column < Count; column += 4, source += 4)
        {
            Vector512<float> a = Quarters(source, sourceStride);
            Vector512<float> b = Quarters(source + sourceStride, sourceStride);
            Vector512<float> c = Quarters(source + (2 * sourceStride), sourceStride);
            Vector512<float> d = Quarters(source + (3 * sourceStride), sourceStride);
            Vector512<double> lowAb = Avx512F.UnpackLow(a, b).AsDouble(), highAb = Avx512F.UnpackHigh(a, b).AsDouble();
            Vector512<double> lowCd = Avx512F.UnpackLow(c, d).AsDouble(), highCd = Avx512F.UnpackHigh(c, d).AsDouble();
            Avx512F.UnpackLow(lowAb, lowCd).AsSingle().Store(target);
            Avx512F.UnpackHigh(lowAb, lowCd).AsSingle().Store(target + targetStride);
            Avx512F.UnpackLow(highAb, highCd).AsSingle().Store(target + (2 * targetStride));
            Avx512F.UnpackHigh(highAb, highCd).AsSingle().Store(target + (3 * targetStride));
            target += 4 * targetStride;
        }
    }

    public static Vector512<float> Divide(Vector512<float> left, Vector512<float> right) => left / right;

    public static Vector512<float> SquareRoot(Vector512<float> value) => Vector512.Sqrt(value);

    public static Vector512<float> Absolute(Vector512<float> value) => Vector512.Abs(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> WithSignOf(Vector512<float> magnitude, Vector512<float> value)
    {
        Vector512<float> signed = magnitude | (value & Vector512.Create(-0f));
        return Vector512.AndNot(signed, Vector512.Equals(value, Vector512<float>.Zero));
    }

    public static float Sum(Vector512<float> value) => Vector512.Sum(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quarters(float* source, nint stride) => Vector512.Create(
        Vector256.Create(Vector128.Load(source), Vector128.Load(source + (4 * stride))),
        Vector256.Create(Vector128.Load(source + (8 * stride)), Vector128.Load(source + (12 * stride))));
}
