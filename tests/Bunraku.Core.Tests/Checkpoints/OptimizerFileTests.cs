using Bunraku.Core.Checkpoints;
using Bunraku.Core.Tests.Files;
using static Bunraku.Core.Checkpoints.CheckpointErrorKind;
using static Bunraku.Core.Tests.Checkpoints.PickleSketch;

namespace Bunraku.Core.Tests.Checkpoints;

public sealed class OptimizerFileTests : IDisposable
{
    private static readonly StateDict Weights = SampleCheckpoint.Weights();

    private readonly TemporaryFolder _temporary = new();

    private string FilePath => _temporary.File("optimizer_module.pt");

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void State_that_was_written_is_read_back_bit_for_bit()
    {
        OptimizerFile.Write(FilePath, 123_456, Moments(0.1f), Moments(1e-30f), 3e-5);

        (long steps, StateDict first, StateDict second) = OptimizerFile.Read(FilePath, Weights);

        Assert.Equal(123_456, steps);
        AssertSame(Moments(0.1f), first);
        AssertSame(Moments(1e-30f), second);
    }

    [Fact]
    public void Untrained_network_has_no_moments_in_its_file_and_zeros_when_read()
    {
        OptimizerFile.Write(FilePath, 0, Moments(7), Moments(7), 1e-4);

        (long steps, StateDict first, StateDict second) = OptimizerFile.Read(FilePath, Weights);

        Assert.Equal(0, steps);
        Assert.All([.. first.Entries, .. second.Entries], entry => Assert.All(entry.Value.Values, value => Assert.Equal(0, value)));
        Assert.InRange(new FileInfo(FilePath).Length, 1, 1000);
    }

    [Fact]
    public void File_as_PyTorch_writes_it_is_read()
    {
        (long steps, StateDict first, StateDict second) = Read(State(Parameter("0", "1", "2"), Parameter("0", "3", "4")));

        Assert.Equal(9, steps);
        Assert.Equal([1f, 2, 3, 4, 5, 6], first["layer.weight"].Values);
        Assert.Equal([6f, 5, 4, 3, 2, 1], second["layer.weight"].Values);
        Assert.Equal([7f, 8], first["layer.bias"].Values);
        Assert.Equal([9f, 10], second["layer.bias"].Values);
    }

    [Fact]
    public void Other_content_is_refused_with_what_is_missing()
    {
        Refused(Of("N"), "no dictionary named state");
        Refused(Of("}", Text("state"), "]", "s"), "no dictionary named state");
        Refused(State(Parameter("0", "1", "2")), "no state of parameter 1 (layer.bias)");
        Refused(State(Parameter("0", "1", "2"), Of("}")), "step of parameter 1 (layer.bias)");
        Refused(State(Parameter("0", "3", "2"), Parameter("0", "3", "4")), "exp_avg of layer.weight");
        Refused(State(Parameter("0", "1", "4"), Parameter("0", "3", "4")), "exp_avg_sq of layer.weight");
        Refused(State(Parameter("5", "1", "2"), Parameter("5", "3", "4")), "step of parameter 0 (layer.weight) is -1");
    }

    [Fact]
    public void Moment_that_is_not_finite_is_refused_with_its_place()
    {
        StateDict second = Moments(1);
        second["layer.bias"].Values[1] = float.NaN;
        OptimizerFile.Write(FilePath, 5, Moments(1), second, 1e-4);

        CheckpointException error = Assert.Throws<CheckpointException>(() => OptimizerFile.Read(FilePath, Weights));

        Assert.Equal(BadValues, error.Kind);
        Assert.Contains("layer.bias", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Truncated_file_is_refused_wherever_it_is_cut()
    {
        OptimizerFile.Write(FilePath, 5, Moments(1), Moments(2), 1e-4);
        byte[] whole = File.ReadAllBytes(FilePath);
        for (int length = 4; length < whole.Length; length += 11)
        {
            File.WriteAllBytes(FilePath, whole[..length]);
            Assert.Equal(CorruptArchive, Assert.Throws<CheckpointException>(() => OptimizerFile.Read(FilePath, Weights)).Kind);
        }
    }

    private static StateDict Moments(float scale) =>
        new(Weights.Entries.Select(entry => KeyValuePair.Create(entry.Key, new Tensor(entry.Value.Shape, [.. entry.Value.Values.Select(value => value * scale)]))));

    /// <summary>The state of Adam and one group, with the parameters numbered from 0.</summary>
    private static byte[] State(params byte[][] parameters) => Of(
        "}(",
        Text("state"),
        "}(",
        Of([.. parameters.SelectMany((parameter, k) => new object[] { Of("K", k), parameter })]),
        "u",
        Text("param_groups"),
        Of("]}(", Text("lr"), "G", new byte[8], Text("betas"), "G", new byte[8], "G", new byte[8], 0x86, Text("foreach"), "N", Text("amsgrad"), 0x89, Text("params"), "](K", 0, "K", 1, "eua"),
        "u");

    private static byte[] Parameter(string step, string first, string second) => Of(
        "}(",
        Text("step"),
        PickleSketch.Tensor(Storage(step, 1), 0, [], []),
        Text("exp_avg"),
        Moment(first),
        Text("exp_avg_sq"),
        Moment(second),
        "u");

    /// <summary>The storages 1 and 2 are those of the weight, 3 and 4 those of the bias.</summary>
    private static byte[] Moment(string storage) => storage is "1" or "2"
        ? PickleSketch.Tensor(Storage(storage, 6, location: "cuda:0"), 0, [2, 3, 1, 1], [3, 1, 1, 1])
        : PickleSketch.Tensor(Storage(storage, 2, location: "cuda:0"), 0, [2], [1]);

    private (long Steps, StateDict First, StateDict Second) Read(byte[] body)
    {
        byte[][] storages = [Floats(9), Floats(1, 2, 3, 4, 5, 6), Floats(6, 5, 4, 3, 2, 1), Floats(7, 8), Floats(9, 10), Floats(-1)];
        File.WriteAllBytes(FilePath, ZipSketch.Checkpoint(Protocol2(body), storages).Build());
        return OptimizerFile.Read(FilePath, Weights);
    }

    private void Refused(byte[] body, string words)
    {
        CheckpointException error = Assert.Throws<CheckpointException>(() => Read(body));
        Assert.Equal((WrongContent, FilePath), (error.Kind, error.Path));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    private static void AssertSame(StateDict expected, StateDict actual) =>
        Assert.Equal(expected.Entries.SelectMany(entry => entry.Value.Values), actual.Entries.SelectMany(entry => entry.Value.Values));
}
