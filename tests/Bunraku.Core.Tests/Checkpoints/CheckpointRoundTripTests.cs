using System.Runtime.InteropServices;
using Bunraku.Core.Checkpoints;
using Bunraku.TestSupport;

namespace Bunraku.Core.Tests.Checkpoints;

public sealed class CheckpointRoundTripTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bunraku-").FullName;

    public static MatrixTheoryData<string, string> Networks() => new(TestData.CharacterNames(), ["face_morpher.pt", "body_morpher.pt"]);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Networks))]
    [Trait("Category", SharedData.Golden)]
    [Trait("Category", SharedData.Further)]
    public void A_network_that_is_written_again_differs_in_no_value_and_keeps_its_order(string character, string network)
    {
        StateDict original = CheckpointFile.ReadStateDict(Path.Combine(TestData.Character(character), network), CheckpointLimits.Student);
        string copy = Path.Combine(_folder, "copy.pt");

        CheckpointFile.Write(copy, original);

        AssertSame(original, CheckpointFile.ReadStateDict(copy, CheckpointLimits.Student));
        Assert.InRange(original.Entries.Count, 18, 20);
    }

    [Fact]
    public void Every_kind_of_shape_survives_a_round_trip()
    {
        var weights = new StateDict(
        [
            new("scalar", new Tensor([], [1.5f])),
            new("empty", new Tensor([0, 3], [])),
            new("vector", new Tensor([300], [.. Enumerable.Range(0, 300).Select(i => i / 7f)])),
            new("special", new Tensor([2, 2], [float.NaN, float.NegativeInfinity, -0f, float.Epsilon])),
            new("größe 大", new Tensor([1, 1, 1, 1, 1, 1, 1, 1], [-2f])),
            new("large", new Tensor([70_000], new float[70_000])),
        ]);
        string path = Path.Combine(_folder, "shapes.pt");

        CheckpointFile.Write(path, weights);

        AssertSame(weights, CheckpointFile.ReadStateDict(path));
    }

    [Fact]
    public void Equal_weights_give_equal_files()
    {
        string first = Path.Combine(_folder, "1.pt");
        string second = Path.Combine(_folder, "2.pt");

        CheckpointFile.Write(first, SampleCheckpoint.Weights());
        CheckpointFile.Write(second, SampleCheckpoint.Weights());

        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
        Assert.Equal(["1.pt", "2.pt"], Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Order());
    }

    private static void AssertSame(StateDict expected, StateDict actual)
    {
        Assert.Equal(expected.Entries.Select(entry => entry.Key), actual.Entries.Select(entry => entry.Key));
        foreach ((string name, Tensor tensor) in expected.Entries)
        {
            Assert.Equal(tensor.Shape, actual[name].Shape);
            Assert.True(MemoryMarshal.AsBytes(tensor.Values.AsSpan()).SequenceEqual(MemoryMarshal.AsBytes(actual[name].Values.AsSpan())), name);
        }
    }
}
