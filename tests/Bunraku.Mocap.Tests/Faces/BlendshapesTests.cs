using System.Text.Json;
using Bunraku.Mocap.Faces;
using Bunraku.TestSupport;

namespace Bunraku.Mocap.Tests.Faces;

public sealed class BlendshapesTests
{
    [Fact]
    public void Every_name_finds_its_blendshape_exactly_or_in_another_case()
    {
        for (int index = 0; index < Blendshapes.Count; index++)
        {
            string name = Blendshapes.Names[index];
            string shouted = name.ToUpperInvariant();

            Assert.True(Blendshapes.TryFind(name, out Blendshape exact));
            Assert.True(Blendshapes.TryFindIgnoringCase(shouted, out Blendshape loose));
            Assert.False(Blendshapes.TryFind(shouted, out _));
            Assert.Equal((Blendshape)index, exact);
            Assert.Equal((Blendshape)index, loose);
        }
    }

    [Fact]
    public void Mirroring_twice_changes_nothing_and_twelve_shapes_on_the_middle_line_are_their_own_mirror()
    {
        Blendshape[] all = Enum.GetValues<Blendshape>();
        Assert.Equal(Blendshapes.Count, all.Length);
        Assert.All(all, shape => Assert.Equal(shape, Blendshapes.Mirror(Blendshapes.Mirror(shape))));
        Assert.Equal(Blendshape.JawRight, Blendshapes.Mirror(Blendshape.JawLeft));
        Assert.Equal(Blendshape.JawOpen, Blendshapes.Mirror(Blendshape.JawOpen));
        Assert.Equal(12, all.Count(shape => Blendshapes.Mirror(shape) == shape));
    }

    [Fact]
    [Trait("Category", SharedData.Golden)]
    public void The_names_are_those_of_the_golden_faces()
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllText(TestData.Path("golden", "mocap", "ifacialmocap_poses.json")));
        foreach (JsonElement input in golden.RootElement.GetProperty("inputs").EnumerateArray())
        {
            string[] names = [.. input.GetProperty("values").EnumerateObject().Select(value => value.Name).Where(name => !name.Contains("Bone"))];
            Assert.Equal(Blendshapes.Names.Order(), names.Order());
        }
    }
}
