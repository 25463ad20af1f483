using static Bunraku.Core.Checkpoints.CheckpointErrorKind;
using static Bunraku.Core.Tests.Checkpoints.PickleSketch;

namespace Bunraku.Core.Tests.Checkpoints;

public sealed class HostilePickleTests
{
    [Fact]
    public void Truncated_pickle_is_reported_wherever_it_is_cut()
    {
        byte[] whole = StateDict(("w", Tensor("0", 2)));
        for (int length = 0; length < whole.Length; length++)
        {
            Corrupt(whole[..length]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(255)]
    public void Unknown_protocol_is_reported(int protocol) => Corrupt(Of(0x80, protocol, OrderedDict, "."), "protocol 2 to 5", $"found {protocol}");

    [Fact]
    public void Pickle_without_a_protocol_is_reported() => Corrupt(Of(OrderedDict, "."), "does not begin with a protocol");

    [Fact]
    public void Every_opcode_that_checkpoints_do_not_use_is_reported_with_its_offset()
    {
        const string Known = "().GJKMNQRX]abcehjqrstu}";
        int[] knownBinary = [0x80, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8A, 0x8C, 0x93, 0x94, 0x95];
        const string Forbidding = "io";
        int[] forbiddingBinary = [0x81, 0x82, 0x83, 0x84, 0x92];
        int[] unknown = [.. Enumerable.Range(0, 256)
            .Except(Known.Concat(Forbidding).Select(c => (int)c))
            .Except(knownBinary)
            .Except(forbiddingBinary)];

        Assert.Equal(256 - 24 - 11 - 2 - 5, unknown.Length);
        Assert.All(unknown, opcode => Corrupt(Protocol2("N", opcode, "xxxxxxxx\n\n"), "byte 3", $"unknown opcode {Hex(opcode)}"));
    }

    [Fact]
    public void Second_protocol_opcode_is_reported() => Corrupt(Protocol2(0x80, 2, "N"), "unknown opcode 0x80");

    [Theory]
    [InlineData("R")]
    [InlineData("b")]
    [InlineData("s")]
    [InlineData("a")]
    [InlineData("Q")]
    [InlineData("\u0085")]
    [InlineData("\u0086")]
    [InlineData("\u0087")]
    [InlineData("\u0093")]
    [InlineData("\u0094")]
    [InlineData("q\0")]
    [InlineData("r\0\0\0\0")]
    [InlineData(".")]
    [InlineData("NN.")]
    [InlineData("N(.")]
    [InlineData("N(R")]
    [InlineData("}N(s")]
    public void Stack_underflow_is_reported(string opcodes) => Corrupt(Of(0x80, 2, opcodes));

    [Theory]
    [InlineData("t")]
    [InlineData("u")]
    [InlineData("e")]
    public void Close_without_an_open_mark_is_reported(string opcode) => Corrupt(Protocol2("]N", opcode), "no mark is open");

    [Theory]
    [InlineData("h\x07")]
    [InlineData("j\x07\0\0\0")]
    public void Unknown_memo_is_reported(string opcodes) => Corrupt(Protocol2(opcodes), "unknown memo 7");

    [Fact]
    public void Text_that_is_not_utf8_is_reported() => Corrupt(Protocol2("X", UInt32(2), 0xC3, 0x28), "byte 2", "not UTF-8");

    [Fact]
    public void Data_after_the_end_are_reported() => Corrupt(Of(StateDict(), "N."), "data follow its end");

    [Fact]
    public void Deep_nesting_is_reported()
    {
        Corrupt(Protocol2(")", Enumerable.Repeat((byte)0x85, 64).ToArray()), "nested deeper than 64");
        Corrupt(Protocol2(new string('(', 65), new string('t', 65)), "nested deeper than 64");
        Corrupt(Protocol2(new string(']', 65), new string('a', 64)), "nested deeper than 64");
        Corrupt(Protocol2(string.Concat(Enumerable.Repeat("}N", 65)), "}", new string('s', 65)), "nested deeper than 64");
    }

    [Fact]
    public void Container_that_holds_itself_is_reported()
    {
        Corrupt(Protocol2("]q\0h\0a"), "holds itself");
        Corrupt(Protocol2("}q\0Nh\0s"), "holds itself");
    }

    [Fact]
    public void Container_that_changes_inside_another_is_reported()
    {
        // A list in a tuple, taken out of the memo again, is given the tuple: a circle.
        Corrupt(Protocol2("]q\0", 0x85, "q\u0001h\0h\u0001a"), "something that is not a");
    }

    [Fact]
    public void Too_many_objects_are_reported()
    {
        Corrupt(Protocol2("(", new string('N', 100_001), "t"), "more than 100000 objects");
        Corrupt(Protocol2("Nq\0(", string.Concat(Enumerable.Repeat("h\0", 100_001)), "t"), "more than 100000 objects");
    }

    [Theory]
    [InlineData(65_537u)]
    [InlineData(uint.MaxValue)]
    public void Huge_text_is_reported_by_its_stated_size(uint length) => Corrupt(Protocol2("X", UInt32(length)), "longer than 65536");

    [Fact]
    public void Frame_beyond_the_end_is_reported() => Corrupt(Of(0x80, 4, 0x95, new byte[] { 255, 255, 255, 255, 255, 255, 255, 255 }, "N."), "frame");

    [Theory]
    [InlineData("cos\nsystem\n", "os system")]
    [InlineData("cposix\nsystem\n", "posix system")]
    [InlineData("cbuiltins\neval\n", "builtins eval")]
    [InlineData("c__builtin__\nexec\n", "__builtin__ exec")]
    [InlineData("ctorch.hub\nload\n", "torch.hub load")]
    [InlineData("ctorch\nload\n", "torch load")]
    [InlineData("ctorch.FloatStorage\nfrom_file\n", "torch.FloatStorage from_file")]
    [InlineData("ccollections\nOrderedDict.__init__\n", "collections OrderedDict.__init__")]
    [InlineData("ccollections OrderedDict\n\n", "collections OrderedDict ")]
    [InlineData("(ios\nsystem\n", "os system")]
    [InlineData("ccollections\nOrderedDict\n)\u0081", "a new Python object")]
    [InlineData("ccollections\nOrderedDict\n)}\u0092", "a new Python object")]
    [InlineData("(ccollections\nOrderedDict\no", "a new Python object")]
    [InlineData("\u0082\x07", "extension 7")]
    [InlineData("\u0083\x07\0", "extension 7")]
    [InlineData("\u0084\x07\0\0\0", "extension 7")]
    [InlineData("\u008c\x02os\u008c\x06system\u0093", "os system")]
    public void Anything_but_tensors_is_forbidden_and_named(string opcodes, string named) =>
        Refusal.Is(ForbiddenObject, File(Protocol2(opcodes, Text("echo hacked"), 0x85, "R")), $"\"{named}\"", "Nothing of it was used");

    [Theory]
    [InlineData("N)R", "not a function")]
    [InlineData("ccollections\nOrderedDict\nNR", "not a function")]
    [InlineData("ctorch\nFloatStorage\n)R", "wrong arguments")]
    [InlineData("ccollections\nOrderedDict\nN\u0085R", "wrong arguments")]
    [InlineData("ctorch._utils\n_rebuild_tensor_v2\n)R", "wrong arguments")]
    [InlineData("ctorch._utils\n_rebuild_tensor_v2\n(NNNNNNtR", "wrong arguments")]
    [InlineData("ctorch._utils\n_rebuild_parameter\n)R", "wrong arguments")]
    [InlineData("ctorch._utils\n_rebuild_parameter\n(NNNtR", "wrong arguments")]
    public void Wrong_call_is_reported(string opcodes, string reason) => Corrupt(Protocol2(opcodes), reason);

    [Fact]
    public void Size_that_is_no_integer_is_reported() =>
        Corrupt(
            StateDict(("w", Of(RebuildTensor, "(", Storage("0", 2), Integer(0), "N", 0x85, Integers(1), 0x89, OrderedDict, "tR"))),
            "a size or stride is not an integer");

    [Theory]
    [InlineData("N}b")]
    [InlineData("}}b")]
    [InlineData("]}b")]
    [InlineData("ccollections\nOrderedDict\n)RNb")]
    public void Attributes_on_anything_but_an_ordered_dictionary_are_reported(string opcodes) => Corrupt(Protocol2(opcodes), "attributes");

    [Theory]
    [InlineData("NNa")]
    [InlineData("}Na")]
    [InlineData(")(Ne")]
    [InlineData("NNNs")]
    [InlineData("](NNu")]
    [InlineData("}(Nu")]
    public void Items_for_the_wrong_container_are_reported(string opcodes) => Corrupt(Protocol2(opcodes), "something that is not a");

    [Fact]
    public void Persistent_id_that_is_no_storage_is_reported()
    {
        const string Class = "ctorch\nFloatStorage\n";
        Corrupt(Protocol2("NQ"), "persistent id");
        Corrupt(Protocol2(Text("storage"), "Q"), "persistent id");
        Corrupt(Protocol2("(", Text("storage"), Class, Text("0"), Text("cpu"), "tQ"), "persistent id");
        Corrupt(Protocol2("(", Text("module"), Class, Text("0"), Text("cpu"), Integer(2), "tQ"), "persistent id");
        Corrupt(Protocol2("(", Text("storage"), "ccollections\nOrderedDict\n", Text("0"), Text("cpu"), Integer(2), "tQ"), "persistent id");
        Corrupt(Protocol2("(", Text("storage"), Class, Integer(0), Text("cpu"), Integer(2), "tQ"), "persistent id");
        Corrupt(Protocol2("(", Text("storage"), Class, Text("0"), "N", Integer(2), "tQ"), "persistent id");
        Corrupt(Protocol2("(", Text("storage"), Class, Text("0"), Text("cpu"), "NtQ"), "persistent id");
        Corrupt(Protocol2("(", Text("storage"), Class, Text("0"), Text("cpu"), Long((Int128)1 << 64), "tQ"), "persistent id");
    }

    [Theory]
    [InlineData("../0")]
    [InlineData("0/../../version")]
    [InlineData("a")]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("000000000000000000000000000000")]
    public void Storage_key_that_is_no_number_is_reported(string key) => Corrupt(StateDict(("w", Tensor(key, 2))), "a storage has the key");

    [Fact]
    public void Negative_storage_size_is_reported() => Corrupt(Protocol2(Storage("0", -1)), "-1 elements");

    [Fact]
    public void Unknown_storage_class_is_forbidden() =>
        Refusal.Is(ForbiddenObject, File(StateDict(("w", Tensor("0", 2, "QInt8Storage")))), "torch QInt8Storage");

    private static byte[] File(byte[] pickle) => ZipSketch.Checkpoint(pickle, Floats(1f, 2f)).Build();

    private static void Corrupt(byte[] pickle, params string[] words) => Refusal.Is(CorruptPickle, File(pickle), ["data.pkl", .. words]);
}
