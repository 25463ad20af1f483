using Bunraku.Core.Machine;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.SelfTest;

namespace Bunraku.Siren;

/// <summary>The widths that compute in fixed point here. The first use of a width in a process runs a self-test of its kernels.</summary>
internal static class FixedWidths
{
    private static readonly Dictionary<SimdWidth, Lazy<FixedLaneSet?>> Tested =
        Enum.GetValues<SimdWidth>().ToDictionary(width => width, width => new Lazy<FixedLaneSet?>(() => Test(width)));

    /// <summary>The lanes of a width, or null where this process does not offer them or they compute wrong, which a warning says.</summary>
    public static FixedLaneSet? At(SimdWidth width) => Tested[width].Value;

    private static FixedLaneSet? Test(SimdWidth width)
    {
        FixedLaneSet? lanes = SimdWidths.OfferedForFixedPoint(width);
        if (lanes?.Run(new FixedKernelTest()) is not { } failure)
        {
            return lanes;
        }

        Console.Error.WriteLine(
            $"bunraku: warning: Fixed point fails its self-test with SIMD width {width} on this processor ({Processor.Name}): {failure}. Floating point is used, which is slower.");
        return null;
    }
}
