using System.Diagnostics;
using System.Text.Json;
using Bunraku.Core.Posing;
using Bunraku.TestSupport;

namespace Bunraku.EndToEnd.Windows;

/// <summary>The program for Windows under Wine gives the original's numbers. <c>./test --windows</c> runs these.</summary>
public sealed class WindowsGoldenTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bunraku windows goldens ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Explicit = true)]
    public async Task The_golden_poses_of_the_student_are_met_with_AVX2()
    {
        string data = TestData.Path("golden", "student", "koito");
        StudentGolden[] goldens = [.. StudentGolden.ReadAll().Where(golden => Path.GetDirectoryName(golden.Stem) == data && !golden.Stem.EndsWith("_crop", StringComparison.Ordinal))];
        File.WriteAllText(At("poses.json"), JsonSerializer.Serialize(goldens.Select(golden => golden.Pose.Values.ToArray())));

        string machine = await RunWithAvx2Async("info", "--machine");
        Assert.Contains("AVX2", machine, StringComparison.Ordinal);
        Assert.Contains("256-bit", machine, StringComparison.Ordinal);
        await RunWithAvx2Async("pose", TestData.Koito, "--pose", At("poses.json"), "-o", At("pictures"), "--raw", At("frames"));

        Assert.True(goldens.Length >= 6);
        for (int i = 0; i < goldens.Length; i++)
        {
            var frame = new PosedFrame();
            NpyReader.Read(Path.Combine(At("frames"), $"{i:0000}.npy")).Values.CopyTo(frame.Blended.AsSpan());
            Assert.NotEqual(0, goldens[i].AssertMatches(frame, StudentOutput.Blended));
        }
    }

    [Fact(Explicit = true)]
    public async Task Libtorch_is_fetched_and_the_golden_pose_of_the_teacher_is_met()
    {
        Task<(int Code, string Output)> synthesizing = WindowsProgram.RunNativeAsync(_folder, "models", "synthesize", "-o", At("weights"));
        await SucceedAsync("models", "fetch", "libtorch");
        string machine = await SucceedAsync("info", "--machine");
        Assert.Matches(@"\nlibtorch .*: \d+ checks passed", machine);
        (int made, string output) = await synthesizing;
        Assert.True(made == 0, output);
        using JsonDocument listing = Parse("poses.json");
        JsonElement golden = listing.RootElement.GetProperty("cases")[0];
        string name = golden.GetProperty("name").GetString()!;
        File.WriteAllText(At("pose.json"), golden.GetProperty("pose").GetRawText());

        await SucceedAsync("teacher-pose", TestData.Picture(golden.GetProperty("image").GetString()!), "--pose", At("pose.json"), "--weights", At("weights"), "-o", At("posed.png"), "--raw", At("posed.npy"));

        using JsonDocument index = Parse("outputs", name, "index.json"), tolerances = Parse("tolerances.json");
        string expected = Directory.GetFiles(TestData.Path("golden", "teacher", "outputs_f64", name), "00_*.npy").Single();
        JsonElement allowed = tolerances.RootElement.GetProperty("outputs").EnumerateArray().Single(entry => entry.GetProperty("index").GetInt32() == 0);
        AssertClose(
            NpyReader.Read(expected), NpyReader.Read(At("posed.npy")), index.RootElement.GetProperty(Path.GetFileName(expected)).GetProperty("stride").GetInt32(),
            allowed.GetProperty("tolerance_max_abs").GetDouble(), allowed.GetProperty("tolerance_mean_abs").GetDouble());
    }

    private static JsonDocument Parse(params string[] parts) => JsonDocument.Parse(File.ReadAllBytes(TestData.Path(["golden", "teacher", .. parts])));

    /// <summary>The golden array has every step-th row and column of the drawn one.</summary>
    private static void AssertClose((int[] Shape, float[] Values) golden, (int[] Shape, float[] Values) drawn, int step, double maximum, double mean)
    {
        (int rows, int columns, int size) = (golden.Shape[^2], golden.Shape[^1], drawn.Shape[^1]);
        double[] differences =
        [
            .. golden.Values.Select((value, i) => Math.Abs((double)value - drawn.Values[(((i / (rows * columns) * size) + (i / columns % rows * step)) * size) + (i % columns * step)])),
        ];
        Assert.True(
            differences.Max() <= maximum && differences.Average() <= mean,
            $"differs by at most {differences.Max():g3} (allowed {maximum:g3}), on average {differences.Average():g3} (allowed {mean:g3})");
    }

    private async Task<string> RunWithAvx2Async(params string[] args)
    {
        ProcessStartInfo start = await WindowsProgram.PrepareAsync(_folder, args);
        start.Environment["DOTNET_EnableAVX512"] = "0";
        (int code, string output) = await WindowsProgram.EndAsync(start);
        Assert.True(code == 0, output);
        return output;
    }

    private async Task<string> SucceedAsync(params string[] args)
    {
        (int code, string output) = await WindowsProgram.RunAsync(_folder, args);
        Assert.True(code == 0, output);
        return output;
    }

    private string At(string name) => Path.Combine(_folder, name);
}
