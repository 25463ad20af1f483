using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Bunraku.Siren.Lanes;

/// <summary>128-bit vectors: SSE, NEON, or whatever the runtime maps <c>Vector128</c> to.</summary>
internal readonly unsafe struct Lanes128 : ILanes<Vector128<float>>
{
    public static int Count => Vector128<float>.Count;

    public static bool HasManyRegisters => AdvSimd.IsSupported;

    public static Vector128<float> Load(float* source) => Vector128.Load(source);

    public static void Store(float* target, Vector128<float> value) => value.Store(target);

    public static Vector128<float> Broadcast(float value) => Vector128.Create(value);

    public static Vector128<float> Add(Vector128<float> left, Vector128<float> right) => left + right;

    public static Vector128<float> Subtract(Vector128<float> left, Vector128<float> right) => left - right;

    public static Vector128<float> Multiply(Vector128<float> left, Vector128<float> right) => left * right;

    public static Vector128<float> MultiplyAdd(Vector128<float> left, Vector128<float> right, Vector128<float> addend) =>
        Vector128.MultiplyAddEstimate(left, right, addend);

    public static Vector128<float> NegateWhereOdd(Vector128<float> value, Vector128<float> parity) =>
        (value.AsUInt32() ^ (parity.AsUInt32() << 31)).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreInterleaved(float* target, Vector128<float> even, Vector128<float> odd)
    {
        Vector128<float> low, high;
        if (Sse.IsSupported)
        {
            low = Sse.UnpackLow(even, odd);
            high = Sse.UnpackHigh(even, odd);
        }
        else if (AdvSimd.Arm64.IsSupported)
        {
            low = AdvSimd.Arm64.ZipLow(even, odd);
            high = AdvSimd.Arm64.ZipHigh(even, odd);
        }
        else
        {
            low = Vector128.Create(even[0], odd[0], even[1], odd[1]);
            high = Vector128.Create(even[2], odd[2], even[3], odd[3]);
        }

        low.Store(target);
        high.Store(target + Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector128<float> Even, Vector128<float> Odd) LoadInterleaved(float* source)
    {
        Vector128<float> low = Vector128.Load(source), high = Vector128.Load(source + Count);
        if (Sse.IsSupported)
        {
            return (Sse.Shuffle(low, high, 0b10_00_10_00), Sse.Shuffle(low, high, 0b11_01_11_01));
        }

        return AdvSimd.Arm64.IsSupported
            ? (AdvSimd.Arm64.UnzipEven(low, high), AdvSimd.Arm64.UnzipOdd(low, high))
            : (Vector128.Create(low[0], low[2], high[0], high[2]), Vector128.Create(low[1], low[3], high[1], high[3]));
    }

    public static Vector128<float> LoadHalves(float* first, float* second) => Vector128.Create(Vector64.Load(first), Vector64.Load(second));

    public static void Transpose(float* source, nint sourceStride, float* target, nint targetStride)
    {
        for (int row = 0; row < Count; row++)
        {
            for (int column = 0; column < Count; column++)
            {
                target[(column * targetStride) + row] = source[(row * sourceStride) + column];
            }
        }
    }

    public static Vector128<float> Divide(Vector128<float> left, Vector128<float> right) => left / right;

    public static Vector128<float> SquareRoot(Vector128<float> value) => Vector128.Sqrt(value);

    public static Vector128<float> Absolute(Vector128<float> value) => Vector128.Abs(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> WithSignOf(Vector128<float> magnitude, Vector128<float> value)
    {
        Vector128<float> signed = magnitude | (value & Vector128.Create(-0f));
        return Vector128.AndNot(signed, Vector128.Equals(value, Vector128<float>.Zero));
    }

    public static float Sum(Vector128<float> value) => Vector128.Sum(value);
}
