using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Siren.Engine;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.Preparation;

namespace Bunraku.Siren;

/// <summary>The engine of live frames: one in fixed point, or the float engine itself. It is chosen at its first use, by one caller at a time.</summary>
/// <param name="reference">The float engine of the same character; it is not disposed here.</param>
/// <param name="character">The character.</param>
/// <param name="arithmetic">The arithmetic that is wanted.</param>
/// <param name="simd">The SIMD width.</param>
/// <param name="threads">Threads to compute with.</param>
internal sealed class LiveEngine(StudentEngine reference, CharacterModel character, Arithmetic arithmetic, SimdWidth simd, int threads) : IDisposable
{
    private StudentEngine? _chosen;

    /// <summary>The engine to draw with.</summary>
    /// <exception cref="BadInputException">Fixed point is wanted, and this processor or this character has none.</exception>
    public StudentEngine Chosen => _chosen ??= Choose();

    /// <summary>Frees the engine if it is not the reference.</summary>
    public void Dispose()
    {
        if (_chosen != reference)
        {
            _chosen?.Dispose();
        }
    }

    private StudentEngine Choose() => arithmetic switch
    {
        Arithmetic.FloatingPoint => reference,
        Arithmetic.FixedPoint => CreateFixed() ?? throw new BadInputException(Refusal),
        _ => CreateFixed() is { } candidate ? Better(candidate) : reference,
    };

    private Phrase Refusal => FixedWidths.At(simd) is null
        ? Phrase.Of($"Fixed point is not available on this processor with SIMD width {simd}. Choose another arithmetic: auto or float.")
        : Phrase.Of($"The weights of character {ForeignText.Quote(character.Name)} do not fit into 16 bits. Choose another arithmetic: auto or float.");

    private StudentEngine? CreateFixed()
    {
        FixedLaneSet? lanes = FixedWidths.At(simd);
        return lanes is not null && FixedRange.Holds(new FoldedStudent(character.Weights)) ? StudentEngine.Create(lanes, character, threads) : null;
    }

    private StudentEngine Better(StudentEngine candidate)
    {
        bool isWon = false;
        try
        {
            isWon = ArithmeticTrial.IsWon(reference, candidate);
        }
        finally
        {
            if (!isWon)
            {
                candidate.Dispose();
            }
        }

        return isWon ? candidate : reference;
    }
}
