using Bunraku.Core.Machine;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.SelfTest;

namespace Bunraku.Siren;

/// <summary>The widths that compute in fixed point here. The first use of a width in a process runs a self-test of its kernels.</summary>
internal static class FixedWidths
{
    private static readonly Candidate[] Candidates =
    [
        .. from width in Enum.GetValues<SimdWidth>().OrderDescending()
           let lanes = SimdWidths.OfferedForFixedPoint(width)
           where lanes is not null
           select new Candidate(width, lanes!),
    ];

    /// <summary>Tests every width, or reads what earlier tests found; widest first.</summary>
    public static IReadOnlyList<WidthTest> TestAll() => [.. Candidates.Select(candidate => candidate.Test.Value)];

    /// <summary>The lanes of a width, or null where this process does not offer them or they compute wrong. A warning tells of the latter once.</summary>
    public static FixedLaneSet? At(SimdWidth width)
    {
        Candidate? candidate = Candidates.FirstOrDefault(candidate => candidate.Width == width);
        if (candidate is null || candidate.Test.Value.Passed)
        {
            return candidate?.Lanes;
        }

        if (candidate.IsFirstFailure())
        {
            Console.Error.WriteLine(
                $"bunraku: warning: Fixed point fails its self-test with SIMD width {width} on this processor ({Processor.Name}): {candidate.Test.Value.Failure}. Floating point is used, which is slower.");
        }

        return null;
    }

    private sealed class Candidate(SimdWidth width, FixedLaneSet lanes)
    {
        private int _reported;

        public SimdWidth Width => width;

        public FixedLaneSet Lanes => lanes;

        public Lazy<WidthTest> Test { get; } = new(() => WidthTest.Run(width, () => lanes.Run(new FixedKernelTest())));

        public bool IsFirstFailure() => Interlocked.Exchange(ref _reported, 1) == 0;
    }
}
