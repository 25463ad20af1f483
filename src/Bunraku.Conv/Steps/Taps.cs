using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Steps;

/// <summary>Kernels of depthwise convolutions in the engine's memory.</summary>
internal static unsafe class Taps
{
    /// <summary>Copies them.</summary>
    /// <exception cref="ArgumentException">There are more or fewer than expected.</exception>
    public static float* Copy(EngineMemory memory, ReadOnlySpan<float> taps, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(taps.Length, count);
        float* copy = memory.Take(count);
        taps.CopyTo(new Span<float>(copy, count));
        return copy;
    }
}
