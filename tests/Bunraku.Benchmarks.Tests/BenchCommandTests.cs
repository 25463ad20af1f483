using System.Diagnostics;
using System.Text.Json;
using Bunraku.Core.Plugins;
using Bunraku.TestSupport;

namespace Bunraku.Benchmarks.Tests;

/// <summary>The command as it is started: in a separate process.</summary>
public sealed class BenchCommandTests
{
    private static readonly string[] PositiveFigures = ["denseMs", "maskedMs", "onnxRuntimeMs", "fmaPeakGflops", "denseGflops", "firstFrameMs"];

    [Theory]
    [InlineData("", "Required argument missing")]
    [InlineData("no-such-character", "no-such-character")]
    [InlineData("somebody --threads 0", "--threads must be a number from 1 to 1024")]
    [InlineData("somebody --threads many", "--threads must be a number from 1 to 1024")]
    [InlineData("somebody --simd 64", "512")]
    [InlineData("somebody --seconds -1", "--seconds must be a number from 0 to 3600")]
    [InlineData("--teacher --training", "one at a time")]
    [InlineData("--teacher --distill", "one at a time")]
    [InlineData("somebody --posers 0", "--posers must be a number from 1 to 64")]
    [InlineData("--training --inside 1.5", "--inside must be a number")]
    [InlineData("--training no-such-character", "no-such-character")]
    public async Task Bad_input_ends_with_exit_code_2_and_one_clear_message(string arguments, string expected)
    {
        (int exitCode, string errors) = await Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(ExitCode.BadInput, exitCode);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_width_that_the_processor_lacks_ends_with_exit_code_2()
    {
        string character = TestData.Koito;
        (int exitCode, string errors) = await Run([character, "--simd", "512"], ("DOTNET_EnableAVX512", "0"));
        Assert.Equal(ExitCode.BadInput, exitCode);
        Assert.Contains("Vector512", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_short_run_measures_everything_and_writes_it_as_json()
    {
        string character = TestData.Koito;
        DirectoryInfo home = Directory.CreateTempSubdirectory("bunraku-bench-");
        try
        {
            KeptMasks.CopyTo(home.FullName);
            string report = Path.Combine(home.FullName, "report.json");
            (int exitCode, string errors) = await Run([character, "--seconds", "0", "--threads", "2", "--json", report], ("BUNRAKU_HOME", home.FullName));
            Assert.True(exitCode == ExitCode.Ok, errors);
            using JsonDocument json = JsonDocument.Parse(await File.ReadAllBytesAsync(report, TestContext.Current.CancellationToken));
            Assert.Equal(2, Value("threads"));
            Assert.Equal(0, Value("warmFrameBytes"));
            Assert.InRange(Value("maskCoverage"), 0.05, 0.95);
            Assert.InRange(Value("maskedPsnrDb"), 60, FrameComparison.IdenticalDb);
            Assert.All(
                PositiveFigures,
                name => Assert.True(Value(name) > 0, name));

            double Value(string name) => json.RootElement.GetProperty(name).GetDouble();
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Several_posers_at_once_are_measured_and_written_as_json()
    {
        DirectoryInfo home = Directory.CreateTempSubdirectory("bunraku-bench-");
        try
        {
            string report = Path.Combine(home.FullName, "report.json");
            (int exitCode, string errors) = await Run([TestData.Koito, "--posers", "3", "--seconds", "0", "--threads", "2", "--json", report]);
            Assert.True(exitCode == ExitCode.Ok, errors);
            using JsonDocument json = JsonDocument.Parse(await File.ReadAllBytesAsync(report, TestContext.Current.CancellationToken));
            Assert.Equal(3, json.RootElement.GetProperty("posers").GetInt32());
            Assert.All((string[])["framesPerSecond", "slowestPoser", "p95Ms"], key => Assert.True(json.RootElement.GetProperty(key).GetDouble() > 0, key));
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("--teacher", "teacherFrameMs teacherConvolutionsMs teacherRatio bodyOnlyFrameMs faceOnlyFrameMs peakMemoryBytes")]
    [InlineData("--teacher --family tha3-separable", "teacherFrameMs engine.everythingNewMs engine.frameMs engine.bodyOnlyFrameMs engine.faceOnlyFrameMs engine.speedup engine.productsMs engine.productsGflops engine.productsFmaShare engine.frameFmaShare")]
    [InlineData("--training", "bodyTorchMs bodySimdMs bodySimdSparseMs faceTorchMs faceSimdMs faceSimdSparseMs fmaPeakGflops")]
    public async Task A_short_run_with_libtorch_measures_everything_and_writes_it_as_json(string subject, string keys)
    {
        DirectoryInfo home = Directory.CreateTempSubdirectory("bunraku-bench-");
        try
        {
            string report = Path.Combine(home.FullName, "report.json");
            (int exitCode, string errors) = await Run([.. subject.Split(' '), "--seconds", "0", "--threads", "2", "--json", report], ("BUNRAKU_HOME", home.FullName));
            Assert.True(exitCode == ExitCode.Ok, errors);
            using JsonDocument json = JsonDocument.Parse(await File.ReadAllBytesAsync(report, TestContext.Current.CancellationToken));
            Assert.Equal(2, json.RootElement.GetProperty("threads").GetDouble());
            Assert.All(keys.Split(' '), key => Assert.True(key.Split('.').Aggregate(json.RootElement, (place, name) => place.GetProperty(name)).GetDouble() > 0, key));
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("--teacher")]
    [InlineData("--training")]
    public async Task Without_the_plug_in_for_libtorch_one_line_says_how_to_build_it(string subject)
    {
        (int exitCode, string errors) = await Run([subject], (TorchPlugin.Variable, Path.GetTempPath()));

        Assert.Equal(ExitCode.BadInput, exitCode);
        Assert.Contains("./bunraku build-torch", errors, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Errors)> Run(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(BenchCommand).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await output;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, errors);
    }
}
