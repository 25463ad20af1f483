using System.Diagnostics;
using Bunraku.TestSupport;
using Microsoft.Playwright;

namespace Bunraku.EndToEnd.Windows;

/// <summary>The program for Windows under Wine gives what the one for this system gives. <c>./test --windows</c> runs these.</summary>
public sealed class WindowsTests(Chromium chromium) : IClassFixture<Chromium>, IDisposable
{
    private const string Poses = """[{}, {"eye_wink_left": 1, "mouth_aaa": 0.7}, {"head_x": -1, "head_y": 1, "neck_z": 0.5}, {"body_y": -1, "breathing": 1}]""";

    private readonly string _folder = Directory.CreateTempSubdirectory("bunraku windows ö ").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact(Explicit = true)]
    public async Task Pictures_are_the_same_bytes()
    {
        File.WriteAllText(At("poses.json"), Poses);

        await BothAsync(system => ["pose", TestData.Koito, "--pose", At("poses.json"), "-o", At(system)]);

        string[] pictures = [.. Directory.GetFiles(At("windows")).Select(path => Path.GetFileName(path)!).Order()];
        Assert.Equal(4, pictures.Length);
        Assert.All(pictures, name => AssertEqualFiles(Path.Combine("native", name), Path.Combine("windows", name)));
    }

    [Fact(Explicit = true)]
    public async Task Animations_bundles_and_facts_are_the_same()
    {
        File.WriteAllText(At("poses.json"), Poses);

        await BothAsync(system => ["render", TestData.Koito, "--poses", At("poses.json"), "--fps", "10", "-o", At($"{system}.webp")]);
        AssertEqualFiles("native.webp", "windows.webp");
        await BothAsync(system => ["convert", TestData.Koito, "-o", At($"{system} character")]);
        AssertEqualFiles(Path.Combine("native character", "body_morpher.pt"), Path.Combine("windows character", "body_morpher.pt"));
        (int code, string facts) = await WindowsProgram.RunAsync(_folder, "info", TestData.Koito);
        (_, string native) = await WindowsProgram.RunNativeAsync(_folder, "info", TestData.Koito);
        Assert.Equal(0, code);
        Assert.Equal(HashIn(native), HashIn(facts));
    }

    [Fact(Explicit = true)]
    public async Task Bad_input_is_one_line_with_the_path_and_exit_code_2()
    {
        File.WriteAllText(At("CON.txt"), "no character");

        (int code, string output) = await WindowsProgram.RunAsync(_folder, "pose", At("none"), "-o", At("a.png"));
        Assert.Equal(2, code);
        Assert.Contains("none", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.False(File.Exists(At("a.png")));
    }

    [Fact(Explicit = true)]
    public async Task Long_paths_and_names_of_devices_are_written_or_refused_in_one_line()
    {
        string deep = Directory.CreateDirectory(Path.Combine([_folder, .. Enumerable.Repeat("a folder whose name is long 長い名前", 9)])).FullName;
        Assert.True(deep.Length > 260);
        string[] good = [Path.Combine(deep, "a.png"), @"\\?\Z:" + At("prefixed.png").Replace('/', '\\'), "Z:" + At("絵 1.png")];
        File.WriteAllText(At("kept.png"), "kept");
        File.SetAttributes(At("kept.png"), FileAttributes.ReadOnly);

        foreach (string path in good)
        {
            (int code, string output) = await WindowsProgram.RunAsync(_folder, "pose", "koito", "-o", path);
            Assert.True(code == 0, $"{path}: {output}");
        }

        Assert.All([Path.Combine(deep, "a.png"), At("prefixed.png"), At("絵 1.png")], path => Assert.True(File.Exists(path), path));
        await RefusedAsync(At("kept.png"), "read-only");
        await RefusedAsync(At("con.png"), "device");
        await RefusedAsync(At("LPT1"), "device");
        await RefusedAsync(@"\\nobody\share\a.png", "does not exist");
        Assert.Equal("kept", File.ReadAllText(At("kept.png")));
        Assert.DoesNotContain("con.png", Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    [Fact(Explicit = true)]
    public async Task Studio_draws_while_a_slider_is_dragged()
    {
        await using StudioProcess studio = await StudioProcess.StartAsync(TestData.Koito, windows: true);
        await using WatchedPage page = await chromium.OpenAsync(studio.Address);
        await page.WaitForFrameAsync();
        long before = await page.PixelsAsync();

        ILocator slider = page.Page.Locator("input[type=range][aria-label='Head, turn']");
        LocatorBoundingBoxResult box = (await slider.BoundingBoxAsync())!;
        await page.Page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + (box.Height / 2));
        await page.Page.Mouse.DownAsync();
        await page.Page.Mouse.MoveAsync(box.X + (box.Width * 0.9f), box.Y + (box.Height / 2), new() { Steps = 12 });
        await page.Page.Mouse.UpAsync();
        for (int i = 0; i < 600 && await page.PixelsAsync() == before; i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.NotEqual(before, await page.PixelsAsync());
        page.AssertClean();
    }

    [Fact(Explicit = true)]
    public async Task A_training_that_is_killed_continues_to_the_same_bits()
    {
        (int made, string output) = await WindowsProgram.RunNativeAsync(_folder, "rig", _folder);
        Assert.True(made == 0, output);
        await TrainAsync("whole");
        await TrainAndKillAsync("killed");
        await TrainAsync("killed");

        AssertEqualFiles(Path.Combine("whole", "character_model", "face_morpher.pt"), Path.Combine("killed", "character_model", "face_morpher.pt"));
        AssertEqualFiles(Path.Combine("whole", "character_model", "body_morpher.pt"), Path.Combine("killed", "character_model", "body_morpher.pt"));
    }

    private async Task RefusedAsync(string path, string reason)
    {
        (int code, string output) = await WindowsProgram.RunAsync(_folder, "pose", "koito", "-o", path);
        string line = Assert.Single(output.TrimEnd().Split('\n'));
        Assert.True(code == 2 && line.Contains(reason, StringComparison.Ordinal), $"{path}: {code} {output}");
    }

    private async Task TrainAsync(string name)
    {
        (int code, string output) = await WindowsProgram.RunAsync(_folder, Training(name));
        Assert.True(code == 0, output);
    }

    /// <summary>Kills it when it has told of its first steps, and between two snapshots.</summary>
    private async Task TrainAndKillAsync(string name)
    {
        using Process training = Process.Start(await WindowsProgram.PrepareAsync(_folder, Training(name)))!;
        training.StandardInput.Close();
        var steps = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(string? line)
        {
            if (line?.Contains("examples/s", StringComparison.Ordinal) == true)
            {
                steps.TrySetResult();
            }
        }

        training.OutputDataReceived += (_, line) => Look(line.Data);
        training.ErrorDataReceived += (_, line) => Look(line.Data);
        training.BeginOutputReadLine();
        training.BeginErrorReadLine();
        await steps.Task.WaitAsync(TimeSpan.FromMinutes(10), TestContext.Current.CancellationToken);
        Assert.False(training.HasExited);
        training.Kill(entireProcessTree: true);
        await training.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private string[] Training(string name)
    {
        Directory.CreateDirectory(At(name));
        File.WriteAllText(At($"{name}.yaml"), $$"""
            prefix: {{At(name)}}
            character_image_file_name: {{At("character.png")}}
            face_mask_image_file_name: {{At("face_mask.png")}}
            teacher: rig
            face_morpher_random_seed_0: 1
            face_morpher_random_seed_1: 2
            body_morpher_random_seed_0: 3
            body_morpher_random_seed_1: 4
            snapshot_interval: 16
            schedule: {face: [{until: 64, learning_rate: 1e-3}], body: [{until: 8, learning_rate: 1e-3}]}
            """);
        return ["distiller", At($"{name}.yaml"), "--yes"];
    }

    private async Task BothAsync(Func<string, string[]> args)
    {
        (int code, string output) = await WindowsProgram.RunNativeAsync(_folder, args("native"));
        Assert.True(code == 0, output);
        (code, output) = await WindowsProgram.RunAsync(_folder, args("windows"));
        Assert.True(code == 0, output);
    }

    private void AssertEqualFiles(string expected, string actual) => Assert.Equal(File.ReadAllBytes(At(expected)), File.ReadAllBytes(At(actual)));

    private string At(string name) => Path.Combine(_folder, name);

    private static string HashIn(string facts) => facts.Split('\n').First(line => line.Contains("content hash", StringComparison.Ordinal)).Split(' ', '|', '│').First(word => word.Length == 64);
}
