using Bunraku.Siren;

namespace Bunraku.Benchmarks;

/// <summary>The SIMD widths as the command line and the report call them.</summary>
internal static class SimdNames
{
    private static readonly Dictionary<string, SimdWidth> Widths = new(StringComparer.Ordinal)
    {
        ["512"] = SimdWidth.Vector512,
        ["256"] = SimdWidth.Vector256,
        ["128"] = SimdWidth.Vector128,
        ["scalar"] = SimdWidth.Scalar,
    };

    public static string[] All => [.. Widths.Keys];

    public static SimdWidth Parse(string name) => Widths[name];

    public static string Of(SimdWidth width) => Widths.Single(pair => pair.Value == width).Key;
}
