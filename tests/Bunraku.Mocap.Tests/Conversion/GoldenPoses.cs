using System.Text.Json;
using Bunraku.Core.Poses;
using Bunraku.Mocap.Conversion;
using Bunraku.Mocap.Conversion.Files;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Settings;
using Bunraku.TestSupport;

namespace Bunraku.Mocap.Tests.Conversion;

/// <summary>A file of golden poses: the original converters' answers, next to the faces and settings they were asked about.</summary>
internal sealed class GoldenPoses
{
    /// <summary>What every value is compared with, but those of the mouth solver.</summary>
    public const double Tolerance = 1e-6;

    /// <summary>How far the original's iterative solver may be from the exact minimiser, where it did not stop early.</summary>
    public const double SolverTolerance = 1e-4;

    private GoldenPoses(byte[] bytes, string path)
    {
        Root = JsonDocument.Parse(bytes).RootElement;
        File = ConversionFile.Parse(bytes, path);
    }

    public static GoldenPoses IFacialMocap => Load("ifacialmocap_poses.json");

    public static GoldenPoses MediaPipe => Load("mediapipe_poses.json");

    public JsonElement Root { get; }

    public ConversionFile File { get; }

    public static GoldenPoses Load(string name)
    {
        string path = TestData.Path("golden", "mocap", name);
        return new GoldenPoses(System.IO.File.ReadAllBytes(path), path);
    }

    public IEnumerable<GoldenCase> Cases() => Root.GetProperty("expected").EnumerateArray().Select(expected => new GoldenCase(
        Root.GetProperty("inputs")[expected.GetProperty("input").GetInt32()].GetProperty("name").GetString() + " with "
            + File.Settings[expected.GetProperty("setting").GetInt32()].Name,
        File.Inputs[expected.GetProperty("input").GetInt32()],
        File.Settings[expected.GetProperty("setting").GetInt32()],
        Numbers(expected.GetProperty("pose")),
        expected.GetProperty("mouth")));

    public static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(number => number.GetDouble())];

    public static double[] Convert(FaceInput input, ConversionSetting setting) =>
        Convert(input.Face, setting.Settings, setting.Breathing ?? BreathingCycle.None, setting.TimeFor(input));

    public static double[] Convert(FacePose face, PuppetSettings settings, BreathingCycle breathing, TimeSpan time)
    {
        double[] pose = new double[PoseParameters.Count];
        PoseConverter.Convert(face, settings, breathing, time, pose);
        return pose;
    }
}
