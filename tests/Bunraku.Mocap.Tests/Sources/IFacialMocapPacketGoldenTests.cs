using System.Text.Json;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sources.IFacialMocap;
using Bunraku.TestSupport;

namespace Bunraku.Mocap.Tests.Sources;

[Trait("Category", SharedData.Golden)]
public sealed class IFacialMocapPacketGoldenTests
{
    private const double Tolerance = 1e-6;

    [Fact]
    public void Every_golden_packet_has_the_outcome_of_a_robust_receiver()
    {
        JsonElement[] cases = [.. Document().GetProperty("cases").EnumerateArray()];
        Assert.NotEmpty(cases);
        Assert.All(cases, AssertCase);
    }

    private static void AssertCase(JsonElement golden)
    {
        string name = golden.GetProperty("name").GetString()!;
        JsonElement robust = golden.GetProperty("robust");
        bool accepted = IFacialMocapPacket.TryParse(golden.GetProperty("bytes_base64").GetBytesFromBase64(), TimeSpan.FromSeconds(7), out FacePose? face);
        Assert.True(accepted == robust.GetProperty("accept").GetBoolean(), $"{name}: accepted is {accepted}.");
        Assert.Equal(accepted, face is not null);
        if (face is not null)
        {
            Dictionary<string, double> actual = ValuesOf(face);
            JsonElement expected = robust.GetProperty("values");
            Assert.Equal(61, expected.EnumerateObject().Count());
            foreach (JsonProperty value in expected.EnumerateObject())
            {
                Assert.True(
                    Math.Abs(value.Value.GetDouble() - actual[value.Name]) <= Tolerance,
                    $"{name}: {value.Name} should be {value.Value}, but is {actual[value.Name]}.");
            }

            Assert.Equal(TimeSpan.FromSeconds(7), face.Timestamp);
            Assert.True(face.IsFaceFound);
        }
    }

    private static Dictionary<string, double> ValuesOf(FacePose face)
    {
        Dictionary<string, double> values = [];
        for (int index = 0; index < Blendshapes.Count; index++)
        {
            values[Blendshapes.Names[index]] = face.Weights[index];
        }

        foreach ((string bone, EulerAngles angles) in new[]
        {
            ("headBone", face.HeadRotation), ("leftEyeBone", face.LeftEyeRotation), ("rightEyeBone", face.RightEyeRotation),
        })
        {
            values[bone + "X"] = angles.X;
            values[bone + "Y"] = angles.Y;
            values[bone + "Z"] = angles.Z;
        }

        return values;
    }

    private static JsonElement Document() =>
        JsonDocument.Parse(File.ReadAllBytes(TestData.Path("golden", "mocap", "ifacialmocap_packets.json"))).RootElement;
}
