using System.Text.Json;
using System.Text.Json.Nodes;
using Bunraku.Mocap.Conversion;
using Bunraku.Mocap.Conversion.Files;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Settings;
using Bunraku.TestSupport;

namespace Bunraku.Mocap.Tests.Conversion;

[Trait("Category", SharedData.Golden)]
public sealed class IFacialMocapGoldenTests
{
    [Fact]
    public void Every_face_with_every_setting_gives_the_published_pose_but_for_the_corners_the_original_never_lowers()
    {
        int lowered = 0;
        foreach (GoldenCase golden in GoldenPoses.IFacialMocap.Cases())
        {
            double[] actual = GoldenPoses.Convert(golden.Input, golden.Setting);
            double expected = LoweredCorners(golden);
            lowered += expected > 0 ? 1 : 0;

            golden.AssertSame(actual, except: [PoseIndex.MouthLoweredCorner, PoseIndex.MouthLoweredCorner + 1]);
            Assert.Equal(expected, actual[PoseIndex.MouthLoweredCorner], GoldenPoses.Tolerance);
            Assert.Equal(expected, actual[PoseIndex.MouthLoweredCorner + 1], GoldenPoses.Tolerance);
        }

        Assert.True(lowered > 0, "No golden face frowns, so the difference was not seen.");
    }

    [Fact]
    public void With_the_corners_switched_off_the_poses_are_those_of_the_original_in_every_value()
    {
        foreach (GoldenCase golden in GoldenPoses.IFacialMocap.Cases())
        {
            PuppetSettings settings = golden.Setting.Settings;
            ConversionSetting withoutCorners = golden.Setting with { Settings = settings with { Converter = settings.Converter with { MouthFrownMax = 0 } } };
            golden.AssertSame(GoldenPoses.Convert(golden.Input, withoutCorners));
        }
    }

    [Fact]
    public void What_makes_the_original_fail_gives_a_pose_with_zero_for_what_is_missing()
    {
        GoldenPoses golden = GoldenPoses.IFacialMocap;
        foreach (JsonElement error in golden.Root.GetProperty("errors").EnumerateArray())
        {
            string name = error.GetProperty("name").GetString()!;
            double[] actual = Convert(error, addMissing: false);
            Assert.Equal(Convert(error, addMissing: true), actual);
            Assert.All(actual, value => Assert.True(double.IsFinite(value), name));
            JsonElement original = error.GetProperty("original");
            if (original.GetProperty("outcome").GetString() == "pose")
            {
                Assert.Equal(GoldenPoses.Numbers(original.GetProperty("pose")), actual, (a, b) => Math.Abs(a - b) <= GoldenPoses.SolverTolerance);
            }

            if (error.GetProperty("robust").GetString()!.Contains("lowered corners 0", StringComparison.Ordinal))
            {
                Assert.Equal(0, actual[PoseIndex.MouthLoweredCorner]);
            }
        }
    }

    private static double[] Convert(JsonElement error, bool addMissing)
    {
        JsonNode values = JsonNode.Parse(error.GetProperty("values").GetRawText())!;
        foreach (string name in Blendshapes.Names.Where(name => addMissing && values[name] is null))
        {
            values[name] = 0;
        }

        var file = new JsonObject
        {
            ["inputs"] = new JsonArray(new JsonObject { ["values"] = values }),
            ["settings"] = new JsonArray(new JsonObject { ["args"] = JsonNode.Parse(error.GetProperty("args_changed").GetRawText()) }),
        };
        var parsed = ConversionFile.Parse(System.Text.Encoding.UTF8.GetBytes(file.ToJsonString()), "golden error");
        return GoldenPoses.Convert(parsed.Inputs[0], parsed.Settings[0]);
    }

    /// <summary>The corrected formula, which the MediaPipe converter has always had.</summary>
    private static double LoweredCorners(GoldenCase golden)
    {
        FacePose face = golden.Input.Face;
        double limit = golden.Setting.Settings.Converter.MouthFrownMax;
        bool isOpen = golden.Mouth.ValueKind == JsonValueKind.Object;
        return isOpen || limit <= 0 ? 0 : Math.Clamp((face[Blendshape.MouthFrownLeft] + face[Blendshape.MouthFrownRight]) / limit, 0, 1);
    }
}
