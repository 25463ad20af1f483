using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Bunraku.Core.Errors;

namespace Bunraku.Siren;

/// <summary>What this processor can do, as the running process sees it.</summary>
public static class SimdWidths
{
    /// <summary>The widest width at which this process can run the engine.</summary>
    public static SimdWidth Widest { get; } = Enum.GetValues<SimdWidth>().Where(IsSupported).Max();

    /// <summary>Whether this process can run the engine at a width.</summary>
    public static bool IsSupported(SimdWidth width) => width switch
    {
        SimdWidth.Scalar => true,
        SimdWidth.Vector128 => Vector128.IsHardwareAccelerated,
        SimdWidth.Vector256 => Vector256.IsHardwareAccelerated && Fma.IsSupported,
        SimdWidth.Vector512 => Vector512.IsHardwareAccelerated && Avx512F.IsSupported,
        _ => false,
    };

    /// <summary>The width to use: the one asked for, else the widest.</summary>
    /// <exception cref="BadInputException">This processor does not offer the width asked for.</exception>
    internal static SimdWidth Choose(SimdWidth? wanted)
    {
        if (wanted is { } width && !IsSupported(width))
        {
            throw new BadInputException(
                $"The SIMD width {width} is not available on this processor (or was switched off). The widest here is {Widest}; leave the choice out to use it.");
        }

        return wanted ?? Widest;
    }
}
