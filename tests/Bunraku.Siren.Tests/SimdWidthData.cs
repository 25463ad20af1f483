namespace Bunraku.Siren.Tests;

/// <summary>The SIMD widths that this process tests, as test data: all that it offers, or the widest where it is limited.</summary>
public sealed class SimdWidthData : TheoryData<SimdWidth>
{
    public SimdWidthData()
        : base(All)
    {
    }

    public static IEnumerable<SimdWidth> All => SimdLevelTests.IsLimited ? [SimdWidths.Widest] : Enum.GetValues<SimdWidth>().Where(SimdWidths.IsSupported);
}
