using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Bunraku.Core.Errors;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.SelfTest;

namespace Bunraku.Siren;

/// <summary>What this processor can do, as the running process sees it.</summary>
public static class SimdWidths
{
    /// <summary>The widest width that this process offers. The self-test is another matter: see <c>EngineFacts</c>.</summary>
    public static SimdWidth Widest { get; } = Enum.GetValues<SimdWidth>().Where(IsSupported).Max();

    /// <summary>The widths of a frame: all that this process offers, each tested at its first use.</summary>
    internal static WidthChooser ForFrames { get; } = new(Phrase.Of("engine"), Offered(), new ForwardKernelTest());

    /// <summary>Whether this process offers a width.</summary>
    public static bool IsSupported(SimdWidth width) => width switch
    {
        SimdWidth.Scalar => true,
        SimdWidth.Vector128 => Vector128.IsHardwareAccelerated,
        SimdWidth.Vector256 => Vector256.IsHardwareAccelerated && Fma.IsSupported,
        SimdWidth.Vector512 => Vector512.IsHardwareAccelerated && Avx512F.IsSupported,
        _ => false,
    };

    /// <summary>The widths that this process offers, with their lanes.</summary>
    internal static IEnumerable<(SimdWidth Width, LaneSet Lanes)> Offered()
    {
        (SimdWidth Width, LaneSet Lanes)[] all =
        [
            (SimdWidth.Scalar, new LaneSet<LanesScalar, float>()),
            (SimdWidth.Vector128, new LaneSet<Lanes128, Vector128<float>>()),
            (SimdWidth.Vector256, new LaneSet<Lanes256, Vector256<float>>()),
            (SimdWidth.Vector512, new LaneSet<Lanes512, Vector512<float>>()),
        ];
        return all.Where(width => IsSupported(width.Width));
    }

    /// <summary>The lanes for 16-bit fixed point at a width, or null where this process offers none.</summary>
    internal static FixedLaneSet? OfferedForFixedPoint(SimdWidth width) => width switch
    {
        SimdWidth.Vector128 when Ssse3.IsSupported => new FixedLaneSet<Fixed128, Vector128<int>, Lanes128, Vector128<float>>(),
        SimdWidth.Vector256 when IsSupported(width) => new FixedLaneSet<Fixed256, Vector256<int>, Lanes256, Vector256<float>>(),
        SimdWidth.Vector512 when IsSupported(width) && Avx512BW.IsSupported => new FixedLaneSet<Fixed512, Vector512<int>, Lanes512, Vector512<float>>(),
        _ => null,
    };
}
