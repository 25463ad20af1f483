using System.Runtime.InteropServices;
using System.Text.Json;
using Bunraku.Cli.Tests.Streams;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Images;
using Bunraku.Core.Models;
using Bunraku.Core.Plugins;
using Bunraku.Core.Teachers;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Commands;

/// <summary>The teacher from the command line, by the plug-in, with weights by recipe H.</summary>
[Trait("Category", "Slow")]
public sealed class TeacherPoseCommandTests(TeacherPoseCommandTests.WeightsFolder weights) : IClassFixture<TeacherPoseCommandTests.WeightsFolder>, IDisposable
{
    private readonly WorkFolder _folder = new();

    private static string Picture => Path.Combine(TestData.Koito, "character.png");

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Category", SharedData.Golden)]
    public async Task A_golden_pose_gives_the_golden_picture()
    {
        using JsonDocument poses = JsonDocument.Parse(await File.ReadAllBytesAsync(TestData.Path("golden", "teacher", "poses.json"), TestContext.Current.CancellationToken));
        using JsonDocument tolerances = JsonDocument.Parse(await File.ReadAllBytesAsync(TestData.Path("golden", "teacher", "tolerances.json"), TestContext.Current.CancellationToken));
        JsonElement golden = poses.RootElement.GetProperty("cases")[0];
        string name = golden.GetProperty("name").GetString()!;
        using JsonDocument index = JsonDocument.Parse(await File.ReadAllBytesAsync(TestData.Path("golden", "teacher", "outputs", name, "index.json"), TestContext.Current.CancellationToken));
        int stride = index.RootElement.GetProperty("00_upscaler_merged.npy").GetProperty("stride").GetInt32();
        (int[] sampledShape, float[] expected) = NpyReader.Read(TestData.Path("golden", "teacher", "outputs_f64", name, "00_upscaler_merged.npy"));
        string pose = _folder.Write("pose.json", golden.GetProperty("pose").GetRawText());

        CliRun run = (await CliRun.OfAsync("teacher-pose", Picture, "--weights", weights.Path, "--pose", pose, "-o", _folder["a.png"], "--raw", _folder["a.npy"])).Succeeded();

        Assert.Equal(_folder["a.png"] + "\n", run.Output);
        (int[] shape, float[] values) = NpyReader.Read(_folder["a.npy"]);
        Assert.Equal([4, 512, 512], shape);
        double tolerance = tolerances.RootElement.GetProperty("outputs")[0].GetProperty("tolerance_max_abs").GetDouble();
        int side = sampledShape[1];
        Assert.Equal([4, side, side], sampledShape);
        Assert.True(expected.Select((value, i) => Math.Abs(value - values[((((i / (side * side)) * 512) + (i / side % side * stride)) * 512) + (i % side * stride)])).Max() <= tolerance);
        StraightImage written = PngFile.Read(_folder["a.png"]);
        var converted = new StraightImage(512, 512);
        FrameConversion.ToStraight(values, 512, 512, converted.Pixels);
        Assert.Equal(converted.Pixels, written.Pixels);
    }

    [Fact]
    public async Task A_list_of_poses_and_a_named_output_of_a_picture_of_any_size()
    {
        var wide = new StraightImage(90, 61);
        wide.Pixels.AsSpan().Fill(200);
        PngFile.Write(_folder["wide.png"], wide);
        string poses = _folder.Write("poses.json", """[{ "mouth_aaa": 1 }, { "mouth_aaa": 1, "head_y": 1 }]""");

        (await CliRun.OfAsync("teacher-pose", _folder["wide.png"], "--weights", weights.Path, "--device", "cpu", "--pose", poses, "--output", "face_iris_mouth_grid_change", "-o", _folder["out"], "--raw", _folder["raw"])).Succeeded();

        Assert.Equal((192, 192), (PngFile.Read(_folder["out", "0000.png"]).Width, PngFile.Read(_folder["out", "0001.png"]).Height));
        (int[] shape, float[] first) = NpyReader.Read(_folder["raw", "0000.npy"]);
        Assert.Equal([2, 192, 192], shape);
        Assert.Equal(first, NpyReader.Read(_folder["raw", "0001.npy"]).Values);
    }

    [Fact]
    public async Task Missing_weights_are_named_with_their_folder_and_nothing_is_written()
    {
        Directory.CreateDirectory(_folder["empty"]);

        (await CliRun.OfAsync("teacher-pose", Picture, "--weights", _folder["empty"], "-o", _folder["a.png"])).Refused("empty", "eyebrow_decomposer.pt");

        Assert.False(File.Exists(_folder["a.png"]));
    }

    [Fact]
    public async Task An_unknown_output_is_refused_and_told_apart_from_the_file() =>
        (await CliRun.OfAsync("teacher-pose", Picture, "--weights", weights.Path, "-o", _folder["a.png"], "--output", "out.png")).Refused("out.png", "named by -o");

    [Fact]
    public async Task A_device_that_is_not_there_is_refused()
    {
        string device = OperatingSystem.IsMacOS() ? "cuda" : "mps";

        (await CliRun.OfAsync("teacher-pose", Picture, "--weights", weights.Path, "--device", device, "-o", _folder["a.png"])).Refused(device.ToUpperInvariant(), "cpu");
    }

    [Fact]
    public async Task Without_the_plug_in_the_line_says_how_to_build_it()
    {
        Directory.CreateDirectory(_folder["no plug-in"]);

        (await RunAsync(_folder["no plug-in"], "teacher-pose", Picture, "-o", _folder["a.png"])).Refused("./bunraku build-torch");
    }

    [Fact]
    public async Task A_libtorch_that_does_not_load_gives_one_line_and_leaves_the_rest_working()
    {
        Directory.CreateDirectory(_folder["plug-in"]);
        string built = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../Bunraku.Torch/release"));
        foreach (string file in Directory.GetFiles(built))
        {
            File.Copy(file, _folder["plug-in", Path.GetFileName(file)]);
        }

        File.WriteAllText(_folder["plug-in", "libtorch_cpu.so"], "no library");

        (await RunAsync(_folder["plug-in"], "teacher-pose", Picture, "-o", _folder["a.png"])).Refused("libtorch cannot be loaded", "works without it", "./bunraku build-torch");

        (await RunAsync(_folder["plug-in"], "pose", TestData.Koito, "-o", _folder["b.png"])).Succeeded();
    }

    [Fact]
    public async Task A_plug_in_that_came_with_the_program_takes_the_libtorch_that_was_fetched()
    {
        Assert.SkipUnless(TorchRuntime.Package is not null, TorchRuntime.NoPackage.ToString());
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege here, and half a gigabyte is not copied.");
        string built = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../Bunraku.Torch/release"));
        Directory.CreateDirectory(_folder["shipped"]);
        foreach (string file in Directory.GetFiles(built).Concat(Directory.GetFiles(built, "*LibTorchSharp*", SearchOption.AllDirectories)))
        {
            File.Copy(file, _folder["shipped", Path.GetFileName(file)], overwrite: true);
        }

        (await RunAsync(_folder["shipped"], "teacher-pose", Picture, "-o", _folder["a.png"])).Refused("bunraku models fetch libtorch", "MB");
        (await RunAsync(_folder["shipped"], "models", "import", "libtorch", Picture)).Refused(Picture, "libtorch");

        // As an unpacked package: the files that the plug-in was built with.
        string libraries = Directory.CreateDirectory(Path.Combine(_folder["home"], "data", "libtorch", "2.10.0")).FullName;
        IEnumerable<string> natives = Directory.GetFiles(Path.Combine(built, "runtimes", RuntimeInformation.RuntimeIdentifier, "native"));
        foreach (string file in natives.Where(file => !file.Contains("Sharp", StringComparison.Ordinal)))
        {
            File.CreateSymbolicLink(Path.Combine(libraries, Path.GetFileName(file)), file);
        }

        CliRun machine = await RunAsync(_folder["shipped"], "info", "--machine");
        Assert.Contains("computes with", machine.Output, StringComparison.Ordinal);
        Assert.Contains("libtorch        here", (await RunAsync(_folder["shipped"], "models", "list")).Succeeded().Output, StringComparison.Ordinal);
        (await RunAsync(_folder["shipped"], "models", "fetch", "libtorch")).Succeeded();
    }

    [Fact]
    public async Task A_lost_connection_ends_a_list_of_poses_with_whole_pictures_only()
    {
        SignalSender.SkipOnWindows();
        string poses = _folder.Write("poses.json", $"[{string.Join(',', Enumerable.Repeat("{}", 20_000))}]");
        using LongRun run = LongRun.Start(
            """exec "$@" >/dev/null 2>&1""", _folder.Root, hasTerminal: false, "teacher-pose", Picture, "--weights", weights.Path, "--device", "cpu", "--pose", poses, "--output", "face_eye_alpha", "-o", _folder["out"]);
        await run.UntilAsync(() => Task.FromResult(File.Exists(_folder["out", "0000.png"])));
        await run.SignalAsync("HUP");

        Assert.Equal(1, await run.EndAsync());
        Assert.DoesNotContain(_folder.Content(), name => name.EndsWith(".partial", StringComparison.Ordinal));
    }

    /// <summary>A separate process, in which no plug-in has been loaded.</summary>
    private Task<CliRun> RunAsync(string plugIn, params string[] args) =>
        CliRun.OfProcessAsync(_folder.Root, [(TorchPlugin.Variable, plugIn), ("BUNRAKU_HOME", _folder["home"])], args);

    /// <summary>The five files, made when a test first asks for them: 657 MB.</summary>
    public sealed class WeightsFolder : IDisposable
    {
        private readonly Lazy<WorkFolder> _folder = new(() =>
        {
            var folder = new WorkFolder();
            foreach (TeacherNetwork network in TeacherFamily.Tha4.Networks)
            {
                CheckpointFile.Write(folder[network.FileName], SyntheticWeights.Of(network));
            }

            return folder;
        });

        public string Path => _folder.Value.Root;

        public void Dispose()
        {
            if (_folder.IsValueCreated)
            {
                _folder.Value.Dispose();
            }
        }
    }
}
