using Bunraku.Core.Checkpoints;

namespace Bunraku.Siren.Training;

/// <summary>The state of Adam for one network.</summary>
/// <param name="Steps">Steps taken, 0 for an untrained network.</param>
/// <param name="First">The running mean of the gradients, keys and shapes like the weights.</param>
/// <param name="Second">The running mean of the squared gradients, keys and shapes like the weights.</param>
public sealed record AdamState(long Steps, StateDict First, StateDict Second)
{
    /// <summary>The state before the first step: all moments zero.</summary>
    public static AdamState NewFor(StateDict weights) => new(0, Zeros(weights), Zeros(weights));

    private static StateDict Zeros(StateDict weights) =>
        new(weights.Entries.Select(entry => KeyValuePair.Create(entry.Key, new Tensor(entry.Value.Shape, new float[entry.Value.Values.Length]))));
}
