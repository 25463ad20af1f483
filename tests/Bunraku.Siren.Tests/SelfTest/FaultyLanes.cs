using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Tests.SelfTest;

/// <summary>One value at a time, with one operation that gives something else: a processor that computes wrong.</summary>
internal readonly unsafe struct FaultyLanes : ILanes<float>
{
    [ThreadStatic]
    private static string? _operation;

    [ThreadStatic]
    private static Func<float, float>? _fault;

    public static int Count => 1;

    public static bool HasManyRegisters => false;

    /// <summary>Makes an operation wrong on this thread, from now on.</summary>
    public static void Break(string operation, Func<float, float> fault) => (_operation, _fault) = (operation, fault);

    public static float Load(float* source) => *source;

    public static void Store(float* target, float value) => *target = value;

    public static float Broadcast(float value) => Result(nameof(Broadcast), value);

    public static float Add(float left, float right) => Result(nameof(Add), LanesScalar.Add(left, right));

    public static float Subtract(float left, float right) => Result(nameof(Subtract), LanesScalar.Subtract(left, right));

    public static float Multiply(float left, float right) => Result(nameof(Multiply), LanesScalar.Multiply(left, right));

    public static float MultiplyAdd(float left, float right, float addend) => Result(nameof(MultiplyAdd), LanesScalar.MultiplyAdd(left, right, addend));

    public static float NegateWhereOdd(float value, float parity) => Result(nameof(NegateWhereOdd), LanesScalar.NegateWhereOdd(value, parity));

    public static void StoreInterleaved(float* target, float even, float odd) =>
        LanesScalar.StoreInterleaved(target, Result(nameof(StoreInterleaved), even), odd);

    public static (float Even, float Odd) LoadInterleaved(float* source)
    {
        (float even, float odd) = LanesScalar.LoadInterleaved(source);
        return (even, Result(nameof(LoadInterleaved), odd));
    }

    public static float LoadHalves(float* first, float* second) => *first;

    public static void Transpose(float* source, nint sourceStride, float* target, nint targetStride) => *target = Result(nameof(Transpose), *source);

    public static float Divide(float left, float right) => Result(nameof(Divide), LanesScalar.Divide(left, right));

    public static float SquareRoot(float value) => Result(nameof(SquareRoot), LanesScalar.SquareRoot(value));

    public static float Absolute(float value) => Result(nameof(Absolute), LanesScalar.Absolute(value));

    public static float WithSignOf(float magnitude, float value) => Result(nameof(WithSignOf), LanesScalar.WithSignOf(magnitude, value));

    public static float Sum(float value) => Result(nameof(Sum), value);

    private static float Result(string operation, float right) => operation == _operation ? _fault!(right) : right;
}
