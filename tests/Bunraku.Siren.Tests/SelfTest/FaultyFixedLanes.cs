using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Tests.SelfTest;

/// <summary>Fixed point one element at a time, with one operation that gives something else: a processor that computes wrong.</summary>
internal readonly unsafe struct FaultyFixedLanes : IFixedLanes<int, float>
{
    [ThreadStatic]
    private static string? _operation;

    public static int Count => 1;

    public static bool HasManyRegisters => false;

    /// <summary>Makes an operation wrong on this thread, from now on; null for none.</summary>
    public static void Break(string? operation) => _operation = operation;

    public static int Load(int* source) => *source;

    public static void Store(int* target, int value) => *target = value;

    public static int Broadcast(int value) => Result(nameof(Broadcast), value);

    public static int MultiplyAdd(int left, int right, int addend) =>
        Result(nameof(MultiplyAdd), unchecked(addend + (Low(left) * Low(right)) + (High(left) * High(right))));

    public static int Round(float value) => Result(nameof(Round), (int)MathF.Round(value));

    public static float ToFloats(int value) => Result(nameof(ToFloats), value);

    public static float AsFloats(int value) => BitConverter.Int32BitsToSingle(Result(nameof(AsFloats), value));

    public static int ShiftLeft(int value, int count) => Result(nameof(ShiftLeft), value << count);

    public static int HighToLow(int value) => Result(nameof(HighToLow), value >>> 16);

    public static int LowToHigh(int value) => Result(nameof(LowToHigh), value << 16);

    public static int Merge(int low, int high) => Result(nameof(Merge), Pair(Low(low), High(high)));

    public static int Broadcast16(short value) => Result(nameof(Broadcast16), Pair(value, value));

    public static int Add16(int left, int right) => Result(nameof(Add16), Pair(Low(left) + Low(right), High(left) + High(right)));

    public static int Subtract16(int left, int right) => Result(nameof(Subtract16), Pair(Low(left) - Low(right), High(left) - High(right)));

    public static int AddSaturated16(int left, int right) =>
        Result(nameof(AddSaturated16), Pair(Limited(Low(left) + Low(right)), Limited(High(left) + High(right))));

    public static int SubtractSaturated16(int left, int right) =>
        Result(nameof(SubtractSaturated16), Pair(Limited(Low(left) - Low(right)), Limited(High(left) - High(right))));

    public static int Absolute16(int value) => Result(nameof(Absolute16), Pair(Math.Abs(Low(value)), Math.Abs(High(value))));

    public static int Multiply16(int left, int right) =>
        Result(nameof(Multiply16), Pair(Product(Low(left), Low(right)), Product(High(left), High(right))));

    private static int Low(int pair) => (short)pair;

    private static int High(int pair) => pair >> 16;

    private static int Pair(int low, int high) => (high << 16) | (ushort)low;

    private static int Limited(int value) => Math.Clamp(value, short.MinValue, short.MaxValue);

    private static int Product(int left, int right) => ((left * right) + (1 << 14)) >> 15;

    // A fault in both halves of an element, too large for any rounding.
    private static int Result(string operation, int right) => operation == _operation ? unchecked(right + 0x0400_0400) : right;
}
