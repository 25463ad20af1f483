using System.Text;
using System.Text.Json;
using Bunraku.Core.Characters;
using Bunraku.Core.Teachers;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Commands;

/// <summary>THA3 from the command line, in its small variant, with weights by recipe H.</summary>
[Trait("Category", "Slow")]
public sealed class Tha3CommandTests(Tha3CommandTests.WeightsFolder weights) : IClassFixture<Tha3CommandTests.WeightsFolder>, IDisposable
{
    private const string Family = "tha3-separable";

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Category", SharedData.Golden)]
    public async Task A_golden_pose_gives_the_golden_grid_change_and_a_picture()
    {
        string golden = TestData.Path("golden", "tha3");
        using JsonDocument poses = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(golden, "poses.json"), TestContext.Current.CancellationToken));
        using JsonDocument tolerances = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(golden, "separable", "tolerances.json"), TestContext.Current.CancellationToken));
        JsonElement first = poses.RootElement.GetProperty("cases")[0];
        (int[] sampled, float[] expected) = NpyReader.Read(Path.Combine(golden, "separable", "outputs_f64", first.GetProperty("name").GetString()!, "04_editor_grid_change.npy"));
        string pose = _folder.Write("pose.json", first.GetProperty("pose").GetRawText());
        string picture = Path.Combine(TestData.Koito, "character.png");

        (await PoseAsync(picture, "--pose", pose, "--output", "editor_grid_change", "-o", _folder["a.png"], "--raw", _folder["a.npy"])).Succeeded();

        (int[] shape, float[] values) = NpyReader.Read(_folder["a.npy"]);
        Assert.Equal([2, 512, 512], shape);
        const int Stride = 13;
        int side = sampled[1];
        double tolerance = tolerances.RootElement.GetProperty("outputs")[4].GetProperty("tolerance_max_abs").GetDouble();
        Assert.True(expected.Select((value, i) => Math.Abs(value - values[((((i / (side * side)) * 512) + (i / side % side * Stride)) * 512) + (i % side * Stride)])).Max() <= tolerance);
        Assert.True(File.Exists(_folder["a.png"]));
    }

    [Fact]
    public async Task An_output_of_tha4_is_not_one_of_tha3_and_weights_of_another_family_are_told()
    {
        string picture = Path.Combine(TestData.Koito, "character.png");

        (await PoseAsync(picture, "--output", "upscaler_merged", "-o", _folder["a.png"])).Refused("tha3-separable has no output of this name");
        (await CliRun.OfAsync("teacher-pose", picture, "--weights", weights.Path, "-o", _folder["a.png"])).Refused("These are THA3's networks: import them as tha3");
        (await CliRun.OfAsync("models", "import", "tha4", weights.Path)).Refused("These are THA3's networks: import them as tha3");
    }

    [Fact]
    public async Task A_short_distillation_ends_with_a_character_that_names_its_teacher_wherever_it_goes()
    {
        string config = await ConfigureAsync();

        CliRun run = await CliRun.OfAsync("distiller", config, "--device", "cpu", "--precision", "float32");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("teacher tha3-separable (cpu), backend simd", run.Error, StringComparison.Ordinal);
        string attribution = TeacherPublication.Tha3.Attribution;
        string character = _folder["run", "character_model"];
        Assert.Equal(attribution, CharacterModel.Load(character).Credits.Teacher);
        (await CliRun.OfAsync("convert", character, "-o", _folder["copy"])).Succeeded();
        Assert.Equal(attribution, CharacterModel.Load(_folder["copy"]).Credits.Teacher);
        Assert.Equal(0, (await CliRun.OfAsync("export", "bundle", character, "-o", _folder["a.bunraku"])).ExitCode);
        Assert.Equal(attribution, CharacterModel.Load(_folder["a.bunraku"]).Credits.Teacher);
        (await CliRun.OfAsync("export", "onnx", character, "-o", _folder["a.onnx"])).Succeeded();
        Assert.True((await File.ReadAllBytesAsync(_folder["a.onnx"], TestContext.Current.CancellationToken)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(attribution)) > 0);
    }

    private Task<CliRun> PoseAsync(string picture, params string[] args) => CliRun.OfAsync(["teacher-pose", picture, "--family", Family, "--weights", weights.Path, "--device", "cpu", .. args]);

    /// <summary>Two faces and one body of the rig's picture.</summary>
    private async Task<string> ConfigureAsync()
    {
        Directory.CreateDirectory(_folder["run"]);
        (await CliRun.OfAsync("rig", _folder.Root)).Succeeded();
        return _folder.Write("config.yaml", $$"""
            prefix: "{{_folder["run"]}}"
            character_image_file_name: "{{_folder["character.png"]}}"
            face_mask_image_file_name: "{{_folder["face_mask.png"]}}"
            face_morpher_num_training_examples_per_sample_output: null
            body_morpher_num_training_examples_per_sample_output: null
            face_morpher_batch_size: 1
            body_morpher_batch_size: 1
            teacher: {{Family}}
            teacher_weights: "{{weights.Path}}"
            backend: simd
            pose_sampler: own
            checkpoint_interval: 1000000
            schedule: {face: [{until: 2, learning_rate: 1e-4}], body: [{until: 1, learning_rate: 1e-4}]}

            """);
    }

    /// <summary>The five files of the small variant: 58 MB.</summary>
    public sealed class WeightsFolder : IAsyncLifetime
    {
        private readonly WorkFolder _folder = new();

        public string Path => _folder["weights"];

        public async ValueTask InitializeAsync() => (await CliRun.OfAsync("models", "synthesize", "--family", Family, "-o", Path)).Succeeded();

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
