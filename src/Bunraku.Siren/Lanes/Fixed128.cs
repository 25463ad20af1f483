using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Bunraku.Siren.Lanes;

/// <summary>128-bit vectors: SSSE3, with AVX-VNNI where the processor has it.</summary>
internal readonly unsafe struct Fixed128 : IFixedLanes<Vector128<int>, Vector128<float>>
{
    public static int Count => Vector128<int>.Count;

    public static bool HasManyRegisters => false;

    public static Vector128<int> Load(int* source) => Vector128.Load(source);

    public static void Store(int* target, Vector128<int> value) => value.Store(target);

    public static Vector128<int> Broadcast(int value) => Vector128.Create(value);

    public static Vector128<int> MultiplyAdd(Vector128<int> left, Vector128<int> right, Vector128<int> addend) => AvxVnni.IsSupported
        ? AvxVnni.MultiplyWideningAndAdd(addend, left.AsInt16(), right.AsInt16())
        : addend + Sse2.MultiplyAddAdjacent(left.AsInt16(), right.AsInt16());

    public static Vector128<int> Round(Vector128<float> value) => Sse2.ConvertToVector128Int32(value);

    public static Vector128<float> ToFloats(Vector128<int> value) => Vector128.ConvertToSingle(value);

    public static Vector128<float> AsFloats(Vector128<int> value) => value.AsSingle();

    public static Vector128<int> ShiftLeft(Vector128<int> value, int count) => value << count;

    public static Vector128<int> HighToLow(Vector128<int> value) => value >>> 16;

    public static Vector128<int> LowToHigh(Vector128<int> value) => value << 16;

    public static Vector128<int> Merge(Vector128<int> low, Vector128<int> high) => Vector128.ConditionalSelect(Vector128.Create(0xFFFF), low, high);

    public static Vector128<int> Broadcast16(short value) => Vector128.Create(value).AsInt32();

    public static Vector128<int> Add16(Vector128<int> left, Vector128<int> right) => (left.AsInt16() + right.AsInt16()).AsInt32();

    public static Vector128<int> Subtract16(Vector128<int> left, Vector128<int> right) => (left.AsInt16() - right.AsInt16()).AsInt32();

    public static Vector128<int> AddSaturated16(Vector128<int> left, Vector128<int> right) => Sse2.AddSaturate(left.AsInt16(), right.AsInt16()).AsInt32();

    public static Vector128<int> SubtractSaturated16(Vector128<int> left, Vector128<int> right) => Sse2.SubtractSaturate(left.AsInt16(), right.AsInt16()).AsInt32();

    public static Vector128<int> Absolute16(Vector128<int> value) => Vector128.Abs(value.AsInt16()).AsInt32();

    public static Vector128<int> Multiply16(Vector128<int> left, Vector128<int> right) => Ssse3.MultiplyHighRoundScale(left.AsInt16(), right.AsInt16()).AsInt32();
}
