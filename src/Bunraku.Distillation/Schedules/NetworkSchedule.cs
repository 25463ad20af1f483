using System.Collections.Immutable;

namespace Bunraku.Distillation.Schedules;

/// <summary>The phases of the training of one network, in order.</summary>
/// <param name="Phases">At least one, with rising bounds.</param>
public sealed record NetworkSchedule(ImmutableArray<LearningPhase> Phases)
{
    /// <summary>How many examples the whole training shows.</summary>
    public long Total => Phases[^1].Until;

    /// <summary>The index of the phase that holds for a step before which so many examples were seen; after the last bound the last phase stays.</summary>
    public int PhaseAt(long seen)
    {
        int phase = 0;
        while (phase < Phases.Length - 1 && seen >= Phases[phase].Until)
        {
            phase++;
        }

        return phase;
    }

    /// <summary>The learning rate of a step before which so many examples were seen.</summary>
    public double LearningRateAt(long seen)
    {
        int index = PhaseAt(seen);
        LearningPhase phase = Phases[index];
        if (phase.LearningRate == phase.LearningRateEnd)
        {
            return phase.LearningRate;
        }

        long begin = index == 0 ? 0 : Phases[index - 1].Until;
        double share = Math.Min(1, (double)(seen - begin) / (phase.Until - begin));
        return phase.LearningRate * Math.Pow(phase.LearningRateEnd / phase.LearningRate, share);
    }

    /// <summary>The same examples in larger steps, and so in fewer. The first phase, the way up, takes as many steps as before, but at most half of the way to the end of the second, which there must be.</summary>
    /// <param name="times">How many times as many examples a step has, at least 1.</param>
    /// <param name="rate">What the learning rates are multiplied by.</param>
    internal NetworkSchedule ForLargerSteps(double times, double rate)
    {
        ImmutableArray<LearningPhase> phases = [.. Phases.Select(phase => phase with { LearningRate = rate * phase.LearningRate, LearningRateEnd = rate * phase.LearningRateEnd })];
        return new NetworkSchedule(phases.SetItem(0, phases[0] with { Until = (long)Math.Min(times * phases[0].Until, phases[1].Until / 2) }));
    }

    /// <inheritdoc/>
    public bool Equals(NetworkSchedule? other) => other is not null && Phases.SequenceEqual(other.Phases);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Phases.Length, Phases[^1]);
}
