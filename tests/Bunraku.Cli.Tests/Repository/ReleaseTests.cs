using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Repository;

/// <summary>The downloads. The script that builds them is for Linux and macOS.</summary>
public sealed class ReleaseTests : IDisposable
{
    private static readonly string Output = Path.Combine(SharedData.Repository, "artifacts", "release");

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_system_that_has_no_download_is_refused_before_anything_is_built()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "./release is a script for Linux and macOS.");

        (int code, string text) = await RunAsync("/bin/sh", Path.Combine(SharedData.Repository, "release"), "linux-x64", "amiga");

        Assert.Equal(2, code);
        Assert.Contains("unknown system \"amiga\". Name some of: linux-x64 linux-arm64 win-x64 osx-x64 osx-arm64", text, StringComparison.Ordinal);
        Assert.DoesNotContain("building", text, StringComparison.Ordinal);
    }

    /// <summary>Takes minutes. The program is started without any variable that could lead it to the SDK or to the repository.</summary>
    [Fact(Explicit = true)]
    public async Task The_download_of_this_system_draws_and_exports_and_that_of_Windows_is_complete()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64, "Downloads are tried on Linux.");

        (int code, string text) = await RunAsync("/bin/sh", Path.Combine(SharedData.Repository, "release"), "linux-x64", "win-x64");
        Assert.True(code == 0, text);
        string[] sums = await File.ReadAllLinesAsync(Path.Combine(Output, "SHA256SUMS"), TestContext.Current.CancellationToken);
        Assert.Equal(2, sums.Length);
        foreach (string[] sum in sums.Select(line => line.Split("  ")))
        {
            string archive = Path.Combine(Output, sum[1]);
            await using FileStream stream = File.OpenRead(archive);
            Assert.Equal(Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, TestContext.Current.CancellationToken)), sum[0]);
            Assert.InRange(stream.Length, 1, 75_000_000);
        }

        string unpacked = _folder["unpacked"];
        Directory.CreateDirectory(unpacked);
        Assert.Equal(0, (await RunAsync("tar", "-C", unpacked, "-xzf", Path.Combine(Output, sums[0].Split("  ")[1]))).Code);
        string program = Path.Combine(Directory.GetDirectories(unpacked).Single(), "bunraku");
        string picture = _folder["koito.png"], page = _folder["page"];
        Assert.Equal((0, picture), await RunAloneAsync(program, "pose", TestData.Koito, "--set", "head_y=0.5", "-o", picture));
        Assert.True(File.Exists(picture));
        Assert.Equal(0, (await RunAloneAsync(program, "export", "web", TestData.Koito, "-o", page)).Code);
        Assert.True(File.Exists(Path.Combine(page, "index.html")));

        string windows = Directory.GetDirectories(Output, "*-win-x64").Single();
        Assert.All(
            (string[])["bunraku.exe", "coreclr.dll", "libSkiaSharp.dll", "README.txt", "LICENSE", "wwwroot/overlay.html", "wwwroot/vendor/tasks-vision/vision_bundle.mjs", "web/index.html"],
            file => Assert.True(File.Exists(Path.Combine(windows, file)), file));
        Assert.Empty(Directory.GetFiles(windows, "*.so"));
    }

    /// <summary>Takes minutes.</summary>
    [Fact(Explicit = true)]
    public async Task The_command_installs_as_a_tool_draws_and_exports()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "./release is a script for Linux and macOS.");

        (int code, string text) = await RunAsync("/bin/sh", Path.Combine(SharedData.Repository, "release"), "packages");
        Assert.True(code == 0, text);
        string packages = Path.Combine(Output, "packages");
        Assert.Equal(6, Directory.GetFiles(packages, "*.nupkg").Length);
        Assert.Equal(6, Directory.GetFiles(packages, "*.snupkg").Length);

        string tools = _folder["tools"], picture = _folder["koito.png"], page = _folder["page"];
        (code, text) = await RunAsync("dotnet", "tool", "install", "Bunraku", "--tool-path", tools, "--add-source", packages);
        Assert.True(code == 0, text);
        string program = Path.Combine(tools, "bunraku");
        Assert.Equal((0, picture), await RunAsync(program, "pose", TestData.Koito, "--set", "head_y=0.5", "-o", picture));
        Assert.Equal(0, (await RunAsync(program, "export", "web", TestData.Koito, "-o", page)).Code);
        Assert.True(File.Exists(Path.Combine(page, "index.html")));
        string installed = Directory.GetDirectories(Path.Combine(tools, ".store"), "any", SearchOption.AllDirectories).Single();
        Assert.All(
            (string[])["wwwroot/overlay.html", "wwwroot/vendor/tasks-vision/vision_bundle.mjs", "wwwroot/_framework/blazor.web.js", "runtimes/win-x64/native/libSkiaSharp.dll", "runtimes/osx/native/libSkiaSharp.dylib"],
            file => Assert.True(File.Exists(Path.Combine(installed, file)), file));
    }

    private Task<(int Code, string Text)> RunAloneAsync(string program, params string[] arguments) =>
        RunAsync("/usr/bin/env", ["-i", $"HOME={_folder.Root}", "PATH=/bin", program, .. arguments]);

    private static async Task<(int Code, string Text)> RunAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        string[] texts = await Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, string.Concat(texts).Trim());
    }
}
