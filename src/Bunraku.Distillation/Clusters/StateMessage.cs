using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Clusters;
using Bunraku.Distillation.Runs;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Clusters;

/// <summary>
/// The state of a training as one message: examples seen and steps (i64, little-endian), then the values of weights, moments and preconditioners. Names and shapes are those of the
/// untrained network, which every process knows.
/// </summary>
internal static class StateMessage
{
    /// <summary>Gives the state of rank 0 to every process.</summary>
    /// <param name="cluster">The processes.</param>
    /// <param name="untrained">A state of the same network and optimizer.</param>
    /// <param name="own">The state; of no meaning on other processes than rank 0.</param>
    public static TrainingState Share(ICollective cluster, TrainingState untrained, TrainingState? own) =>
        cluster.Size == 1 ? own! : Decode(cluster.Broadcast(own is null ? [] : Encode(own)), untrained);

    private static byte[] Encode(TrainingState state)
    {
        using var message = new MemoryStream();
        Span<byte> number = stackalloc byte[sizeof(long)];
        foreach (long value in (ReadOnlySpan<long>)[state.ExamplesSeen, state.Optimizer.Steps])
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, value);
            message.Write(number);
        }

        foreach (StateDict tensors in Parts(state))
        {
            foreach ((_, Tensor tensor) in tensors.Entries)
            {
                message.Write(MemoryMarshal.AsBytes<float>(tensor.Values));
            }
        }

        return message.ToArray();
    }

    private static TrainingState Decode(byte[] message, TrainingState untrained)
    {
        (long seen, long steps) = (BinaryPrimitives.ReadInt64LittleEndian(message), BinaryPrimitives.ReadInt64LittleEndian(message.AsSpan(sizeof(long))));
        int at = 2 * sizeof(long);
        StateDict[] parts = [.. Parts(untrained).Select(part => new StateDict([.. part.Entries.Select(entry =>
        {
            float[] values = MemoryMarshal.Cast<byte, float>(message.AsSpan(at, entry.Value.Values.Length * sizeof(float))).ToArray();
            at += values.Length * sizeof(float);
            return KeyValuePair.Create(entry.Key, new Tensor(entry.Value.Shape, values));
        })]))];
        return new TrainingState(seen, parts[0], new AdamState(steps, parts[1], parts[2], parts.ElementAtOrDefault(3)));
    }

    private static IEnumerable<StateDict> Parts(TrainingState state) =>
        state.Optimizer.Preconditioners is { } preconditioners
            ? [state.Weights, state.Optimizer.First, state.Optimizer.Second, preconditioners]
            : [state.Weights, state.Optimizer.First, state.Optimizer.Second];
}
