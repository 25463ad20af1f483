namespace Bunraku.Siren.Lanes;

/// <summary>One value at a time: for processors without vectors, and what the wider forms are compared with.</summary>
internal readonly unsafe struct LanesScalar : ILanes<float>
{
    public static int Count => 1;

    public static bool HasManyRegisters => false;

    public static float Load(float* source) => *source;

    public static void Store(float* target, float value) => *target = value;

    public static float Broadcast(float value) => value;

    public static float Add(float left, float right) => left + right;

    public static float Subtract(float left, float right) => left - right;

    public static float Multiply(float left, float right) => left * right;

    public static float MultiplyAdd(float left, float right, float addend) => (left * right) + addend;

    public static float NegateWhereOdd(float value, float parity) =>
        BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(value) ^ (BitConverter.SingleToUInt32Bits(parity) << 31));

    public static void StoreInterleaved(float* target, float even, float odd)
    {
        target[0] = even;
        target[1] = odd;
    }

    public static (float Even, float Odd) LoadInterleaved(float* source) => (source[0], source[1]);

    public static float LoadHalves(float* first, float* second) => *first;

    public static void Transpose(float* source, nint sourceStride, float* target, nint targetStride) => *target = *source;

    public static float Divide(float left, float right) => left / right;

    public static float SquareRoot(float value) => MathF.Sqrt(value);

    public static float Absolute(float value) => MathF.Abs(value);

    public static float WithSignOf(float magnitude, float value) => value > 0f ? magnitude : value < 0f ? -magnitude : 0f;

    public static float Sum(float value) => value;
}
