using Bunraku.Core.Errors;
using Bunraku.Core.Machine;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren;

/// <summary>
/// Chooses how wide to compute. The first use of a width in a process runs a self-test of its kernels; a width that fails is not
/// used, and a warning says so.
/// </summary>
internal sealed class WidthChooser
{
    private readonly Candidate[] _candidates;
    private readonly Phrase _user;
    private readonly Action<string> _warn;

    /// <param name="user">Whose kernels these are, for messages.</param>
    /// <param name="widths">The widths that this process offers.</param>
    /// <param name="test">Returns the first wrong value, or null.</param>
    /// <param name="warn">Told once about each width that is passed over; standard error if null.</param>
    public WidthChooser(Phrase user, IEnumerable<(SimdWidth Width, LaneSet Lanes)> widths, ILaneWork<string?> test, Action<string>? warn = null)
    {
        _user = user;
        _warn = warn ?? (line => Console.Error.WriteLine($"bunraku: warning: {line}"));
        _candidates = [.. widths.OrderByDescending(width => width.Width).Select(width => new Candidate(width.Width, width.Lanes, test))];
    }

    /// <summary>Tests every width, or reads what earlier tests found; widest first.</summary>
    public IReadOnlyList<WidthTest> TestAll() => [.. _candidates.Select(candidate => candidate.Test.Value)];

    /// <summary>The width to use: the one asked for, else the widest that computes right.</summary>
    /// <exception cref="BadInputException">This processor does not offer the width asked for, or computes wrong with it, or with every width.</exception>
    public (SimdWidth Width, LaneSet Lanes) Choose(SimdWidth? wanted)
    {
        if (wanted is { } width)
        {
            return ChooseExactly(width);
        }

        foreach (Candidate candidate in _candidates)
        {
            if (candidate.Test.Value.Passed)
            {
                return (candidate.Width, candidate.Lanes);
            }

            if (candidate.IsFirstFailure())
            {
                _warn($"{Describe(candidate.Test.Value)} A narrower width is used, which is slower.");
            }
        }

        throw new BadInputException(
            $"{Describe(_candidates[^1].Test.Value)} No SIMD width passes its self-test, so nothing is computed here; use another computer.");
    }

    private (SimdWidth Width, LaneSet Lanes) ChooseExactly(SimdWidth width)
    {
        if (_candidates.FirstOrDefault(candidate => candidate.Width == width) is not { } candidate)
        {
            throw new BadInputException(
                $"The SIMD width {width} is not available on this processor (or was switched off). The widest here is {_candidates[0].Width}; leave the choice out to use it.");
        }

        return candidate.Test.Value.Passed
            ? (candidate.Width, candidate.Lanes)
            : throw new BadInputException($"{Describe(candidate.Test.Value)} Leave out the choice of a width to use one that passes its self-test.");
    }

    private Phrase Describe(WidthTest test) =>
        Phrase.Of($"The {_user} fails its self-test with SIMD width {test.Width} on this processor ({Processor.Name}): {test.Failure}.");

    private sealed class Candidate(SimdWidth width, LaneSet lanes, ILaneWork<string?> test)
    {
        private int _reported;

        public SimdWidth Width => width;

        public LaneSet Lanes => lanes;

        public Lazy<WidthTest> Test { get; } = new(() => WidthTest.Run(width, () => lanes.Run(test)));

        public bool IsFirstFailure() => Interlocked.Exchange(ref _reported, 1) == 0;
    }
}
