namespace Bunraku.Siren.Tests;

/// <summary>The SIMD widths that this process offers, as test data.</summary>
public sealed class SimdWidthData : TheoryData<SimdWidth>
{
    public SimdWidthData()
        : base(Enum.GetValues<SimdWidth>().Where(SimdWidths.IsSupported))
    {
    }
}
