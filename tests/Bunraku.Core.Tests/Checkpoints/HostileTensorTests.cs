using Bunraku.Core.Checkpoints;
using static Bunraku.Core.Checkpoints.CheckpointErrorKind;
using static Bunraku.Core.Tests.Checkpoints.PickleSketch;

namespace Bunraku.Core.Tests.Checkpoints;

public sealed class HostileTensorTests
{
    [Fact]
    public void Absent_storage_is_reported_with_its_key() => Corrupt(Tensor("7", 2), "storage 7", "no such entry");

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(int.MaxValue)]
    public void Storage_of_another_size_is_reported(int count) => Corrupt(Tensor(Storage("0", count), 0, [1], [1]), "storage 0", $"{count} elements of float32");

    [Fact]
    public void Storage_size_that_overflows_is_reported() => Corrupt(Tensor(Storage("0", (long.MaxValue / 2) + 3), 0, [1], [1]), "the entry has 8 bytes");

    [Fact]
    public void Storage_of_two_types_is_reported() =>
        Refusal.Is(
            CorruptTensor,
            ZipSketch.Checkpoint(StateDict(("a", Tensor("0", 4, "HalfStorage")), ("b", Tensor("0", 4, "BFloat16Storage"))), new byte[8]).Build(),
            "different element types");

    [Theory]
    [InlineData(-1L, 1L)]
    [InlineData(1L, -1L)]
    [InlineData(1L << 31, 0L)]
    [InlineData(long.MinValue, 1L)]
    public void Negative_or_huge_size_or_stride_is_reported(long size, long stride) => Corrupt(Tensor(Storage("0", 2), 0, [size], [stride]), "negative or too large");

    [Fact]
    public void Too_many_dimensions_are_reported() => Corrupt(Tensor(Storage("0", 2), 0, [1, 1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1, 1]), "at most 8");

    [Fact]
    public void Unequal_numbers_of_sizes_and_strides_are_reported() => Corrupt(Tensor(Storage("0", 2), 0, [1, 2], [1]), "2 sizes and 1 strides");

    [Fact]
    public void Product_that_overflows_is_reported()
    {
        // 2^31 - 1 to the eighth power wraps around to a small number in 64 bits.
        long[] sizes = [.. Enumerable.Repeat((long)int.MaxValue, 8)];
        Corrupt(Tensor(Storage("0", 2), 0, sizes, new long[8]), "out of range");
        Corrupt(Tensor(Storage("0", 2), 0, [65536, 65536], [0, 0]), "out of range");
    }

    [Theory]
    [InlineData(-1, 1, 1)]
    [InlineData(2, 1, 1)]
    [InlineData(1, 2, 1)]
    [InlineData(0, 2, 2)]
    [InlineData(0, 2, long.MaxValue)]
    [InlineData(3, 0, 1)]
    [InlineData(long.MaxValue, 2, long.MaxValue)]
    public void Tensor_that_leaves_its_storage_is_reported(long offset, long size, long stride) => Corrupt(Tensor(Storage("0", 2), offset, [size], [stride]));

    [Fact]
    public void View_that_repeats_a_small_storage_without_end_is_refused() =>
        Corrupt(Tensor(Storage("0", 2), 0, [20_000_000], [0]), "all tensors together", "67108864");

    [Fact]
    public void Many_views_of_one_storage_are_refused_together()
    {
        var views = Enumerable.Range(0, 40).Select(k => ($"view{k}", Tensor(Storage("0", 2), 0, [500_000], [0]))).ToArray();

        Refusal.Is(CorruptTensor, ZipSketch.Checkpoint(StateDict(views), Floats(1f, 2f)).Build(), "all tensors together");
    }

    [Fact]
    public void Content_that_is_no_dictionary_of_tensors_is_reported()
    {
        Wrong(Protocol2("N"), "the file holds something else");
        Wrong(Protocol2("]"), "the file holds something else");
        Wrong(Protocol2(Tensor("0", 2)), "the file holds something else");
        Wrong(StateDict(("w", Of("N"))), "\"w\" is not a tensor");
        Wrong(StateDict(("model", Of("}"))), "\"model\" is not a tensor");
        Wrong(Protocol2(OrderedDict, "(", Integer(1), Tensor("0", 2), "u"), "a key of it is not text");
        Wrong(StateDict(("w", Tensor("0", 2)), ("w", Tensor("0", 2))), "\"w\" occurs twice");
    }

    [Theory]
    [InlineData("LongStorage", "int64")]
    [InlineData("IntStorage", "int32")]
    [InlineData("ShortStorage", "int16")]
    [InlineData("CharStorage", "int8")]
    [InlineData("ByteStorage", "uint8")]
    [InlineData("BoolStorage", "bool")]
    public void Tensor_of_integers_is_reported_with_its_name_and_type(string storage, string type) =>
        Wrong(StateDict(("steps", Tensor("0", 1, storage))), "\"steps\"", type);

    [Fact]
    public void Control_characters_of_a_file_do_not_reach_the_message()
    {
        byte[] file = ZipSketch.Checkpoint(StateDict(("\u001b[2J\r\nok", Of("N")))).Build();

        Assert.DoesNotContain(Assert.Throws<CheckpointException>(() => Refusal.Read(file)).Message, char.IsControl);
    }

    [Fact]
    public void Names_of_a_file_do_not_fill_the_screen()
    {
        byte[] file = ZipSketch.Checkpoint(StateDict((new string('x', 60_000), Of("N")))).Build();

        Assert.InRange(Assert.Throws<CheckpointException>(() => Refusal.Read(file)).Message.Length, 100, 5000);
    }

    private static void Corrupt(byte[] tensor, params string[] words) =>
        Refusal.Is(CorruptTensor, ZipSketch.Checkpoint(StateDict(("w", tensor)), Floats(1f, 2f)).Build(), words);

    private static void Wrong(byte[] pickle, params string[] words) =>
        Refusal.Is(WrongContent, ZipSketch.Checkpoint(pickle, Floats(1f, 2f)).Build(), words);
}
