using System.Runtime.InteropServices;
using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Poses;
using Bunraku.Siren.Onnx;

namespace Bunraku.Siren.Tests.Onnx;

/// <summary>
/// The exported file, read back field by field by the numbers of the published <c>onnx.proto</c>. What ONNX Runtime makes of it is
/// tested in Bunraku.Benchmarks.Tests.
/// </summary>
public sealed class OnnxExportTests
{
    private const int FloatElement = 1;
    private static readonly CharacterModel Character = RandomCharacter.Create(seed: 7);
    private static readonly WireMessage Model = new(OnnxExport.Build(Character));
    private static readonly WireMessage Graph = Model.Message(7);
    private static readonly Dictionary<string, WireMessage> Constants = Graph.Messages(5).ToDictionary(tensor => tensor.Text(8));

    [Fact]
    public void The_file_says_which_versions_it_uses_and_who_wrote_it()
    {
        Assert.Equal(8, Model.Int64(1));
        Assert.Equal(17, Model.Message(8).Int64(2));
        Assert.Equal("bunraku", Model.Text(2));
        Assert.Matches(@"^\d+\.\d+\.\d+$", Model.Text(3));
        Assert.Contains(Character.Name, Model.Text(6), StringComparison.Ordinal);
    }

    [Fact]
    public void The_names_of_the_pose_values_are_in_the_metadata()
    {
        WireMessage entry = Assert.Single(Model.Messages(14));
        Assert.Equal("pose_parameters", entry.Text(1));
        Assert.Equal(PoseParameters.All.Select(parameter => parameter.Name), entry.Text(2).Split(','));
    }

    [Fact]
    public void A_pose_goes_in_and_an_image_comes_out()
    {
        AssertValue(Graph.Messages(11).Single(), "pose", 1, 45);
        AssertValue(Graph.Messages(12).Single(), "image", 1, 4, 512, 512);
    }

    [Fact]
    public void Every_value_is_made_once_and_before_it_is_used_and_every_constant_is_used()
    {
        HashSet<string> known = ["pose", "", .. Constants.Keys];
        HashSet<string> used = [];
        foreach (WireMessage node in Graph.Messages(1))
        {
            Assert.All(node.Texts(1), input => Assert.Contains(input, known));
            Assert.All(node.Texts(2), output => Assert.True(known.Add(output), $"{output} is made twice."));
            used.UnionWith(node.Texts(1));
        }

        Assert.Contains("image", known);
        Assert.Empty(Constants.Keys.Except(used));
    }

    [Fact]
    public void The_graph_is_the_plain_sequence_of_published_layers()
    {
        Dictionary<string, int> counts = Graph.Messages(1).GroupBy(node => node.Text(4)).ToDictionary(group => group.Key, group => group.Count());
        int layers = StudentNetworks.Face.Length + StudentNetworks.Body.Length;
        int sines = layers - 2;
        Assert.Equal(layers, counts["Conv"]);
        Assert.Equal(sines, counts["Sin"]);
        Assert.Equal(sines + 2, counts["Mul"]);
        Assert.Equal(2, counts["Resize"]);
        Assert.Equal(1, counts["GridSample"]);
    }

    [Theory]
    [InlineData("face")]
    [InlineData("body")]
    public void Every_weight_is_in_the_file_bit_for_bit(string network)
    {
        StateDict weights = network == "face" ? Character.Weights.Face : Character.Weights.Body;
        foreach ((string name, Tensor tensor) in weights.Entries)
        {
            WireMessage constant = Constants[$"{network}.{name}"];
            Assert.Equal(tensor.Shape, constant.Int64s(1).Select(size => (int)size));
            Assert.Equal(tensor.Values, Floats(constant));
        }
    }

    [Fact]
    public void The_picture_is_in_the_file_bit_for_bit()
    {
        Assert.Equal([1, 4, 512, 512], Constants["picture"].Int64s(1));
        Assert.Equal(Character.Picture.Values, Floats(Constants["picture"]));
    }

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(512)]
    public void Positions_are_pixel_centres_between_minus_one_and_one(int size)
    {
        float[] grid = Floats(Constants[$"position.{size}"]);
        int pixels = size * size;
        Assert.Equal(2 * pixels, grid.Length);
        for (int i = 0; i < pixels; i++)
        {
            Assert.Equal((((2.0 * (i % size)) + 1) / size) - 1, grid[i]);
            Assert.Equal((((2.0 * (i / size)) + 1) / size) - 1, grid[pixels + i]);
        }
    }

    [Fact]
    public void The_same_character_gives_the_same_bytes() => Assert.Equal(OnnxExport.Build(Character), OnnxExport.Build(Character));

    [Fact]
    public void Write_writes_what_Build_builds()
    {
        string path = Path.Combine(Path.GetTempPath(), $"bunraku-{Guid.NewGuid():N}.onnx");
        try
        {
            OnnxExport.Write(Character, path);
            Assert.Equal(OnnxExport.Build(Character), File.ReadAllBytes(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void AssertValue(WireMessage value, string name, params long[] shape)
    {
        WireMessage tensor = value.Message(2).Message(1);
        Assert.Equal(name, value.Text(1));
        Assert.Equal(FloatElement, tensor.Int64(1));
        Assert.Equal(shape, tensor.Message(2).Messages(1).Select(dimension => dimension.Int64(1)));
    }

    private static float[] Floats(WireMessage tensor)
    {
        Assert.Equal(FloatElement, tensor.Int64(2));
        return MemoryMarshal.Cast<byte, float>(tensor.Bytes(9)).ToArray();
    }
}
