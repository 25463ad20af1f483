using Bunraku.Torch.Devices;
using Bunraku.Torch.Networks;

namespace Bunraku.Torch.Arithmetic;

/// <summary>Something that libtorch computes and that plain loops compute again.</summary>
/// <param name="Name">What is computed, as a user reads it.</param>
internal abstract record ProofCase(string Name)
{
    /// <summary>Computes it in both ways.</summary>
    /// <param name="convolutions">The way under proof.</param>
    /// <param name="placement">Device and type.</param>
    /// <returns>The largest difference as a part of the results' usual size; NaN where a result is not a number.</returns>
    public abstract double Difference(IConvolutions convolutions, Placement placement);
}
