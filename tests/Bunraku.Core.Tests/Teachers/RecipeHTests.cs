using System.Text.Json;
using Bunraku.Core.Poses;
using Bunraku.Core.Teachers;
using Bunraku.TestSupport;

namespace Bunraku.Core.Tests.Teachers;

public sealed class RecipeHTests
{
    [Theory]
    [InlineData("face_morpher/siren.sine_layers.0.linear.weight", 0x5c41d9356097a0c7, 0.2788620591163635, 0.41315382719039917, 0.19314229488372803)]
    [InlineData("body_morpher/last_linear.bias", 0x7d5b0e3520de02d7, 0.29190748929977417, 0.7220659852027893, 0.48900389671325684)]
    [InlineData("golden/train_pose", 0x2221a1fecf45f71b, 0.5866156220436096, 0.14979732036590576, 0.7393718957901001)]
    public void Seeds_and_numbers_are_those_of_the_published_test_vectors(string text, ulong seed, double first, double second, double third)
    {
        Assert.Equal(seed, RecipeH.Seed(text));
        Assert.Equal([first, second, third], Enumerable.Range(0, 3).Select(i => RecipeH.Unit(seed, i)));
    }

    [Fact]
    public void A_part_filled_from_its_index_equals_that_part_of_the_whole()
    {
        ulong seed = RecipeH.Seed("module", "key");
        float[] whole = new float[100];
        float[] part = new float[10];

        RecipeH.Fill(whole, seed, firstIndex: 0, offset: 1, scale: 0.25);
        RecipeH.Fill(part, seed, firstIndex: 60, offset: 1, scale: 0.25);

        Assert.Equal(whole[60..70], part);
        Assert.All(whole, value => Assert.InRange(value, 0.75f, 1.25f));
    }

    [Fact]
    [Trait("Category", SharedData.Golden)]
    public void The_poses_of_the_golden_training_steps_come_out_of_it()
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(TestData.Path("golden", "training", "batch_poses.json")));
        float[] expected = [.. golden.RootElement.GetProperty("pose").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(value => value.GetSingle())];
        ulong seed = RecipeH.Seed("golden/train_pose");

        Assert.NotEmpty(expected);
        Assert.Equal(expected, expected.Select((_, i) => InRange(seed, i, PoseParameters.All[i % PoseParameters.All.Length])));
    }

    private static float InRange(ulong seed, int index, PoseParameter parameter) =>
        RecipeH.Value(seed, index, ((double)parameter.Group.Minimum + parameter.Group.Maximum) / 2, ((double)parameter.Group.Maximum - parameter.Group.Minimum) / 2);
}
