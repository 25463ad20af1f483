using Bunraku.Torch.Networks;

namespace Bunraku.Torch.Arithmetic;

/// <summary>Something that libtorch computes and that plain loops compute again.</summary>
/// <param name="Name">What is computed, as a user reads it.</param>
internal abstract record ProofCase(string Name)
{
    /// <summary>Where in the numbers each part of a case begins; the weights are the last and the largest.</summary>
    protected const int InputFrom = 0;
    protected const int BiasFrom = 140_000;
    protected const int UpstreamFrom = 141_000;
    protected const int WeightFrom = 170_000;

    /// <summary>How many weights the case has.</summary>
    protected abstract int WeightCount { get; }

    /// <summary>How many numbers the case takes.</summary>
    public int NumbersNeeded => WeightFrom + WeightCount;

    /// <summary>Computes it in both ways.</summary>
    /// <param name="convolutions">The way under proof.</param>
    /// <param name="numbers">What to compute with, and where.</param>
    /// <returns>The largest difference as a part of the results' usual size; NaN where a result is not a number.</returns>
    public abstract double Difference(IConvolutions convolutions, ProofNumbers numbers);
}
