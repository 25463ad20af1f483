using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Bunraku.Siren.Lanes;

/// <summary>256-bit vectors: AVX2, with AVX-VNNI where the processor has it.</summary>
internal readonly unsafe struct Fixed256 : IFixedLanes<Vector256<int>, Vector256<float>>
{
    public static int Count => Vector256<int>.Count;

    public static bool HasManyRegisters => false;

    public static Vector256<int> Load(int* source) => Vector256.Load(source);

    public static void Store(int* target, Vector256<int> value) => value.Store(target);

    public static Vector256<int> Broadcast(int value) => Vector256.Create(value);

    public static Vector256<int> MultiplyAdd(Vector256<int> left, Vector256<int> right, Vector256<int> addend) => AvxVnni.IsSupported
        ? AvxVnni.MultiplyWideningAndAdd(addend, left.AsInt16(), right.AsInt16())
        : addend + Avx2.MultiplyAddAdjacent(left.AsInt16(), right.AsInt16());

    public static Vector256<int> Round(Vector256<float> value) => Avx.ConvertToVector256Int32(value);

    public static Vector256<float> ToFloats(Vector256<int> value) => Vector256.ConvertToSingle(value);

    public static Vector256<float> AsFloats(Vector256<int> value) => value.AsSingle();

    public static Vector256<int> ShiftLeft(Vector256<int> value, int count) => value << count;

    public static Vector256<int> HighToLow(Vector256<int> value) => value >>> 16;

    public static Vector256<int> LowToHigh(Vector256<int> value) => value << 16;

    public static Vector256<int> Merge(Vector256<int> low, Vector256<int> high) => Avx2.Blend(low.AsInt16(), high.AsInt16(), 0b1010_1010).AsInt32();

    public static Vector256<int> Broadcast16(short value) => Vector256.Create(value).AsInt32();

    public static Vector256<int> Add16(Vector256<int> left, Vector256<int> right) => (left.AsInt16() + right.AsInt16()).AsInt32();

    public static Vector256<int> Subtract16(Vector256<int> left, Vector256<int> right) => (left.AsInt16() - right.AsInt16()).AsInt32();

    public static Vector256<int> AddSaturated16(Vector256<int> left, Vector256<int> right) => Avx2.AddSaturate(left.AsInt16(), right.AsInt16()).AsInt32();

    public static Vector256<int> SubtractSaturated16(Vector256<int> left, Vector256<int> right) => Avx2.SubtractSaturate(left.AsInt16(), right.AsInt16()).AsInt32();

    public static Vector256<int> Absolute16(Vector256<int> value) => Vector256.Abs(value.AsInt16()).AsInt32();

    public static Vector256<int> Multiply16(Vector256<int> left, Vector256<int> right) => Avx2.MultiplyHighRoundScale(left.AsInt16(), right.AsInt16()).AsInt32();
}
