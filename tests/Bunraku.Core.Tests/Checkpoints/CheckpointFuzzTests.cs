using System.Diagnostics;
using Bunraku.Core.Checkpoints;
using CsCheck;

namespace Bunraku.Core.Tests.Checkpoints;

/// <summary>Whatever happens to a file, it is read or refused: quickly, and without more memory than its limit explains.</summary>
[Trait("Category", "Slow")]
public sealed class CheckpointFuzzTests
{
    private const int Iterations = 30_000;
    private const long MaxAllocated = 4 << 20;

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(5);
    private static readonly CheckpointLimits Limits = new(1 << 20);

    private static readonly byte[][] Telling = [[(byte)'('], [(byte)'t'], [(byte)'R'], [(byte)'h', 0], [255, 255, 255, 255], [255, 255, 255, 127], [0, 0, 0, 0]];

    private static readonly byte[] Opcodes = PickleSketch.Of("().JKMNQRX]abcehqsu}\n\0", 0x85, 0x86, 0x87, 0x88, 0x93, 0x94);

    /// <summary>What is done to bytes: some overwritten, some cut out, some put in twice, perhaps the end cut off.</summary>
    private static readonly Gen<(int Kind, double Where, byte[] Bytes)[]> Changes =
        Gen.Select(Gen.Int[0, 3], Gen.Double.Unit, Gen.OneOf(Gen.Byte.Array[1, 8], OneOf(Telling)))
            .Array[1, 6];

    [Fact]
    public void A_changed_file_is_read_or_refused()
    {
        byte[] sound = SampleCheckpoint.Bytes();
        Changes.Sample(changes => ReadsOrRefuses(Apply(sound, changes)), iter: Iterations);
    }

    [Fact]
    public void A_changed_pickle_in_a_sound_archive_is_read_or_refused()
    {
        byte[] sound = PickleSketch.StateDict(("a", PickleSketch.Tensor("0", 2)), ("b", PickleSketch.Tensor("0", 2)));
        Changes.Sample(
            changes => ReadsOrRefuses(ZipSketch.Checkpoint(Apply(sound, changes), PickleSketch.Floats(1f, 2f)).Build()),
            iter: Iterations);
    }

    [Fact]
    public void Random_opcodes_are_read_or_refused() =>
        Gen.OneOf(OneOf(Opcodes), Gen.Byte).Array[0, 60].Sample(
            opcodes => ReadsOrRefuses(ZipSketch.Checkpoint(PickleSketch.Protocol2(opcodes), PickleSketch.Floats(1f, 2f)).Build()),
            iter: Iterations);

    private static Gen<T> OneOf<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static byte[] Apply(byte[] sound, (int Kind, double Where, byte[] Bytes)[] changes)
    {
        var bytes = new List<byte>(sound);
        foreach ((int kind, double where, byte[] change) in changes)
        {
            int at = (int)(where * bytes.Count);
            int count = Math.Min(change.Length, bytes.Count - at);
            switch (kind)
            {
                case 0:
                    for (int i = 0; i < count; i++)
                    {
                        bytes[at + i] = change[i];
                    }

                    break;
                case 1: bytes.RemoveRange(at, count); break;
                case 2: bytes.InsertRange(at, change); break;
                default: bytes.RemoveRange(at, change[0] < 64 ? bytes.Count - at : 0); break;
            }
        }

        return [.. bytes];
    }

    private static void ReadsOrRefuses(byte[] file)
    {
        long allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        long startedAt = Stopwatch.GetTimestamp();
        try
        {
            Refusal.Read(file, Limits);
        }
        catch (CheckpointException error)
        {
            Assert.StartsWith("net.pt: ", error.Message, StringComparison.Ordinal);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocatedBefore, 0, MaxAllocated);
        Assert.InRange(Stopwatch.GetElapsedTime(startedAt), TimeSpan.Zero, MaxTime);
    }
}
