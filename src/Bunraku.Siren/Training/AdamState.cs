using Bunraku.Core.Checkpoints;
using Bunraku.Siren.Training.Simd.Soap;

namespace Bunraku.Siren.Training;

/// <summary>The state of the optimizer for one network: Adam, or SOAP, which is Adam in a separate basis for each weight matrix.</summary>
/// <param name="Steps">Steps taken, 0 for an untrained network.</param>
/// <param name="First">The running mean of the gradients, keys and shapes like the weights.</param>
/// <param name="Second">The running mean of the squared gradients, keys and shapes like the weights; with SOAP those of matrices are in its bases.</param>
/// <param name="Preconditioners">
/// Null for Adam. With SOAP for each weight matrix [m, n] of key K: <c>K.left</c> and <c>K.left_basis</c> [m, m], <c>K.right</c> and <c>K.right_basis</c> [n, n].
/// </param>
public sealed record AdamState(long Steps, StateDict First, StateDict Second, StateDict? Preconditioners = null)
{
    /// <summary>Adam before the first step: all moments zero.</summary>
    public static AdamState NewFor(StateDict weights) => new(0, Zeros(weights), Zeros(weights));

    /// <summary>SOAP before the first step.</summary>
    public static AdamState NewSoapFor(StateDict weights) => NewFor(weights) with { Preconditioners = SoapState.NewFor(weights) };

    private static StateDict Zeros(StateDict weights) =>
        new(weights.Entries.Select(entry => KeyValuePair.Create(entry.Key, new Tensor(entry.Value.Shape, new float[entry.Value.Values.Length]))));
}
