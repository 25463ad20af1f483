using Bunraku.Core.Checkpoints;
using Bunraku.Core.Tests.Files;
using static Bunraku.Core.Checkpoints.CheckpointErrorKind;
using static Bunraku.Core.Tests.Checkpoints.PickleSketch;

namespace Bunraku.Core.Tests.Checkpoints;

public sealed class TensorFileTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public static TheoryData<string> Roots() => ["tensor", "tuple of one", "tuple of two", "tuple of three", "long tuple", "list made one by one", "list made at once"];

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [MemberData(nameof(Roots))]
    public void First_tensor_is_read_from_every_kind_of_root(string root)
    {
        byte[] poses = Matrix("0");
        byte[] other = PickleSketch.Tensor("1", 2);
        byte[] body = root switch
        {
            "tensor" => poses,
            "tuple of one" => Of(poses, 0x85),
            "tuple of two" => Of(poses, other, 0x86),
            "tuple of three" => Of(poses, other, other, 0x87),
            "long tuple" => Of("(", poses, other, other, other, "t"),
            "list made one by one" => Of("]", poses, "a", other, "a"),
            _ => Of("](", poses, other, "e"),
        };

        Tensor read = Read(body);

        Assert.Equal([2, 3], read.Shape);
        Assert.Equal([1f, 2, 3, 4, 5, 6], read.Values);
    }

    [Fact]
    public void Transposed_view_is_read_in_the_order_of_its_rows() =>
        Assert.Equal([1f, 3, 5, 2, 4, 6], Read(PickleSketch.Tensor(Storage("0", 6), 0, [2, 3], [1, 2])).Values);

    [Fact]
    public void Anything_else_is_refused()
    {
        Refused(WrongContent, Of("N"));
        Refused(WrongContent, Of(")"));
        Refused(WrongContent, Of("]"));
        Refused(WrongContent, Of(Matrix("0"), "N", 0x86));
        Refused(WrongContent, Of(Text("poses"), Matrix("0"), 0x86));
        Refused(WrongContent, Of("}", Text("poses"), Matrix("0"), "s"));
        Refused(WrongContent, Of(Matrix("0"), PickleSketch.Tensor(Storage("0", 6), 0, [3, 2], [2, 1]), 0x86));
        Refused(WrongContent, PickleSketch.Tensor(Storage("0", 6), 0, [], []));
        Refused(WrongContent, PickleSketch.Tensor("0", 6, "IntStorage"));
    }

    [Fact]
    public void View_that_repeats_a_small_storage_without_end_is_refused() =>
        Refused(CorruptTensor, PickleSketch.Tensor(Storage("0", 6), 0, [40_000_000, 45], [0, 0]), "all tensors together have more than 2000000000 bytes");

    [Fact]
    public void Storage_of_another_size_is_refused() => Refused(CorruptTensor, PickleSketch.Tensor(Storage("0", 7), 0, [7], [1]), "storage 0");

    private static byte[] Matrix(string storage) => PickleSketch.Tensor(Storage(storage, 6), 0, [2, 3], [3, 1]);

    private string Write(byte[] body)
    {
        string path = _temporary.File("poses.pt");
        File.WriteAllBytes(path, ZipSketch.Checkpoint(Protocol2(body), Floats(1, 2, 3, 4, 5, 6), Floats(7, 8)).Build());
        return path;
    }

    private Tensor Read(byte[] body) => TensorFile.ReadFirst(Write(body));

    private void Refused(CheckpointErrorKind kind, byte[] body, params string[] words)
    {
        string path = Write(body);
        CheckpointException error = Assert.Throws<CheckpointException>(() => TensorFile.ReadFirst(path));
        Assert.Equal((kind, path), (error.Kind, error.Path));
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }
}
