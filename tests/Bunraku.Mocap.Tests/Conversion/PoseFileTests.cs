using System.Text;
using System.Text.Json;
using Bunraku.Core.Errors;
using Bunraku.Core.Poses;
using Bunraku.Mocap.Conversion.Files;
using Bunraku.TestSupport;

namespace Bunraku.Mocap.Tests.Conversion;

public sealed class PoseFileTests
{
    [Theory]
    [InlineData("ifacialmocap_poses.json", ConverterKind.IFacialMocap)]
    [InlineData("mediapipe_poses.json", ConverterKind.MediaPipe)]
    [Trait("Category", SharedData.Golden)]
    public void A_golden_file_is_answered_in_its_own_form(string name, ConverterKind kind)
    {
        GoldenPoses golden = GoldenPoses.Load(name);
        JsonElement answer = Write(golden.File, kind);

        Assert.Equal(golden.Root.GetProperty("format").GetString(), answer.GetProperty("format").GetString());
        Assert.Equal(golden.Root.GetProperty("pose_parameter_names").GetRawText(), answer.GetProperty("pose_parameter_names").GetRawText(), ignoreAllWhiteSpace: true);
        JsonElement[] answers = [.. answer.GetProperty("expected").EnumerateArray()];
        JsonElement[] expected = [.. golden.Root.GetProperty("expected").EnumerateArray()];
        Assert.Equal(expected.Length, answers.Length);
        foreach ((JsonElement one, JsonElement other) in expected.Zip(answers))
        {
            Assert.Equal(one.GetProperty("input").GetInt32(), other.GetProperty("input").GetInt32());
            Assert.Equal(one.GetProperty("setting").GetInt32(), other.GetProperty("setting").GetInt32());
            Assert.Equal(PoseParameters.Count, other.GetProperty("pose").GetArrayLength());
            Assert.Equal(one.GetProperty("mouth").ValueKind, other.GetProperty("mouth").ValueKind);
            AssertGauge(one.GetProperty("breathing_gauge"), other.GetProperty("breathing_gauge"));
        }
    }

    [Theory]
    [InlineData("""{"inputs":[{"values":{"jawOpen":0.4}}]}""")]
    [InlineData("""[{"name":"a","blendshapes":{"jawOpen":0.4,"_neutral":0.5},"matrix":[[1,0,0,5],[0,1,0,6],[0,0,1,7],[0,0,0,1]]}]""")]
    [InlineData("""{"values":{"jawOpen":0.4,"headBoneQuat":[0,0,0,1]}}""")]
    public void Faces_may_come_as_a_file_a_list_or_one(string json)
    {
        ConversionFile file = Parse(json);
        Assert.Empty(file.IgnoredNames);
        JsonElement pose = Assert.Single(Write(file, ConverterKind.IFacialMocap).GetProperty("expected").EnumerateArray());
        Assert.Equal(0.1486, pose.GetProperty("pose")[26].GetDouble(), 1e-3);
    }

    [Fact]
    public void The_clock_is_the_time_of_each_face_else_that_of_the_setting()
    {
        ConversionFile file = Parse("""
            {"inputs":[{"values":{},"time":11.5},{"values":{}}],
             "settings":[{"args":{},"breathing":{"frequency":20,"start_time":10,"now":13}}]}
            """);
        double[] breaths = [.. Write(file, ConverterKind.IFacialMocap).GetProperty("expected").EnumerateArray().Select(one => one.GetProperty("pose")[44].GetDouble())];
        Assert.Equal([1, 0], breaths, (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Theory]
    [InlineData("""{"smile_threshold_min":0.1,"eyebrow_down_mode":"serious"}""")]
    [InlineData("""{"name":"x","args":{"smile_threshold_min":0.1,"eyebrow_down_mode":"SERIOUS"},"breathing":null}""")]
    [InlineData("""[{"args":{"smile_threshold_min":0.1,"eyebrow_down_mode":"SERIOUS"}}]""")]
    [InlineData("""{"settings":[{"args":{"smile_threshold_min":0.1,"eyebrow_down_mode":"SERIOUS"}}]}""")]
    [InlineData("""{"converter":{"smile_threshold_min":0.1,"eyebrow_down_mode":"SERIOUS"}}""")]
    public void Settings_may_come_as_arguments_as_golden_settings_or_as_a_settings_file(string json)
    {
        ConversionSetting setting = Assert.Single(ConversionFile.ParseSettings(Encoding.UTF8.GetBytes(json), "s.json"));
        Assert.Equal(0.1, setting.Settings.Converter.SmileThresholdMin);
        Assert.Equal(Mocap.Settings.EyebrowDownMode.Serious, setting.Settings.Converter.EyebrowDownMode);
    }

    [Theory]
    [InlineData("nonsense", "faces.json: this is not valid JSON (line 1, byte 2)")]
    [InlineData("7", "faces.json should hold faces")]
    [InlineData("""{"inputs":7}""", "inputs must be a list, but is 7")]
    [InlineData("""[{"name":"x"}]""", "inputs[0] has neither \"values\" nor \"blendshapes\"")]
    [InlineData("""[{"values":{}},{"values":{"jawOpen":"wide"}}]""", "inputs[1].jawOpen must be a finite number, but is \"wide\"")]
    [InlineData("""[{"values":{"jawOpen":1e999}}]""", "inputs[0].jawOpen must be a finite number, but is 1e999")]
    [InlineData("""[{"values":{},"matrix":[[1,0,0],[0,1,0],[0,0,1]]}]""", "inputs[0].matrix must be four rows of four numbers")]
    [InlineData("""[{"values":{},"time":"noon"}]""", "inputs[0].time must be a finite number")]
    [InlineData("""{"inputs":[],"settings":[]}""", "settings is an empty list")]
    [InlineData("""{"inputs":[],"settings":[{"args":{"smile":1}}]}""", "settings[0].args has smile, which is not an argument")]
    [InlineData("""{"inputs":[],"settings":[{"args":{"wink_mode":"BOTH"}}]}""", "settings[0].args.wink_mode must be one of NORMAL, RELAXED, but is \"BOTH\"")]
    [InlineData("""{"inputs":[],"settings":[{"args":{},"breathing":{}}]}""", "settings[0].breathing needs \"frequency\"")]
    public void What_does_not_fit_is_named(string json, string message) =>
        Assert.Contains(message, Assert.Throws<BadInputException>(() => Parse(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Names_that_mean_nothing_are_left_out_and_told() =>
        Assert.Equal(["hapticLevel", "tongueRoll"], Parse("""[{"values":{"hapticLevel":1,"tongueRoll":[1]}}]""").IgnoredNames);

    [Fact]
    public void A_file_of_poses_appears_whole()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            PoseFile.Save(path, Parse("""{"values":{}}"""), ConverterKind.MediaPipe);
            Assert.EndsWith("}\n", File.ReadAllText(path), StringComparison.Ordinal);
            Assert.False(File.Exists(path + ".partial"));
            Assert.Throws<BadInputException>(() => PoseFile.Save(Path.Combine(path, "below.json"), Parse("""{"values":{}}"""), ConverterKind.MediaPipe));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static ConversionFile Parse(string json) => ConversionFile.Parse(Encoding.UTF8.GetBytes(json), "faces.json");

    private static JsonElement Write(ConversionFile file, ConverterKind kind)
    {
        using var stream = new MemoryStream();
        PoseFile.Write(stream, file, kind);
        return JsonDocument.Parse(stream.ToArray()).RootElement;
    }

    private static void AssertGauge(JsonElement expected, JsonElement actual)
    {
        Assert.Equal(expected.ValueKind, actual.ValueKind);
        if (expected.ValueKind == JsonValueKind.Number)
        {
            Assert.InRange(actual.GetInt32(), expected.GetInt32() - 1, expected.GetInt32() + 1);
        }
    }
}
