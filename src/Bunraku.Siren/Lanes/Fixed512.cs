using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Bunraku.Siren.Lanes;

/// <summary>512-bit vectors: AVX-512BW.</summary>
internal readonly unsafe struct Fixed512 : IFixedLanes<Vector512<int>, Vector512<float>>
{
    public static int Count => Vector512<int>.Count;

    public static bool HasManyRegisters => true;

    public static Vector512<int> Load(int* source) => Vector512.Load(source);

    public static void Store(int* target, Vector512<int> value) => value.Store(target);

    public static Vector512<int> Broadcast(int value) => Vector512.Create(value);

    public static Vector512<int> MultiplyAdd(Vector512<int> left, Vector512<int> right, Vector512<int> addend) => addend + Avx512BW.MultiplyAddAdjacent(left.AsInt16(), right.AsInt16());

    public static Vector512<int> Round(Vector512<float> value) => Avx512F.ConvertToVector512Int32(value);

    public static Vector512<float> ToFloats(Vector512<int> value) => Vector512.ConvertToSingle(value);

    public static Vector512<float> AsFloats(Vector512<int> value) => value.AsSingle();

    public static Vector512<int> ShiftLeft(Vector512<int> value, int count) => value << count;

    public static Vector512<int> HighToLow(Vector512<int> value) => value >>> 16;

    public static Vector512<int> LowToHigh(Vector512<int> value) => value << 16;

    public static Vector512<int> Merge(Vector512<int> low, Vector512<int> high) => Vector512.ConditionalSelect(Vector512.Create(0xFFFF), low, high);

    public static Vector512<int> Broadcast16(short value) => Vector512.Create(value).AsInt32();

    public static Vector512<int> Add16(Vector512<int> left, Vector512<int> right) => (left.AsInt16() + right.AsInt16()).AsInt32();

    public static Vector512<int> Subtract16(Vector512<int> left, Vector512<int> right) => (left.AsInt16() - right.AsInt16()).AsInt32();

    public static Vector512<int> AddSaturated16(Vector512<int> left, Vector512<int> right) => Avx512BW.AddSaturate(left.AsInt16(), right.AsInt16()).AsInt32();

    public static Vector512<int> SubtractSaturated16(Vector512<int> left, Vector512<int> right) => Avx512BW.SubtractSaturate(left.AsInt16(), right.AsInt16()).AsInt32();

    public static Vector512<int> Absolute16(Vector512<int> value) => Vector512.Abs(value.AsInt16()).AsInt32();

    public static Vector512<int> Multiply16(Vector512<int> left, Vector512<int> right) => Avx512BW.MultiplyHighRoundScale(left.AsInt16(), right.AsInt16()).AsInt32();
}
