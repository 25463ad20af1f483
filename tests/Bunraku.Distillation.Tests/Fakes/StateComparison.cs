using System.Runtime.InteropServices;
using Bunraku.Core.Checkpoints;
using Bunraku.Distillation.Runs;

namespace Bunraku.Distillation.Tests.Fakes;

/// <summary>Compares states of a training bit for bit.</summary>
internal static class StateComparison
{
    public static void AssertSame(TrainingState expected, TrainingState actual)
    {
        Assert.Equal((expected.ExamplesSeen, expected.Optimizer.Steps), (actual.ExamplesSeen, actual.Optimizer.Steps));
        AssertSame(expected.Weights, actual.Weights);
        AssertSame(expected.Optimizer.First, actual.Optimizer.First);
        AssertSame(expected.Optimizer.Second, actual.Optimizer.Second);
    }

    public static void AssertSame(StateDict expected, StateDict actual)
    {
        Assert.Equal(expected.Entries.Select(entry => entry.Key), actual.Entries.Select(entry => entry.Key));
        Assert.All(expected.Entries, entry => Assert.True(
            MemoryMarshal.AsBytes(entry.Value.Values.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(actual[entry.Key].Values.AsSpan())), $"{entry.Key} differs."));
    }
}
