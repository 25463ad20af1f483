using System.Diagnostics;
using System.IO.Compression;
using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Repository;

/// <summary>The NuGet packages as a stranger uses them. Nothing is written into the user's package folder, but what is in it is not fetched again.</summary>
[Trait("Category", "Slow")]
public sealed class PackageTests : IDisposable
{
    private const string Version = "0.0.1-test";

    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_program_with_the_package_draws_the_engines_picture()
    {
        foreach (string project in (string[])["Core", "Siren"])
        {
            await RunAsync(
                SharedData.Repository, "pack", $"src/Bunraku.{project}", "-c", "Release", "--nologo", "-nodeReuse:false", "-p:TargetSystem=Every", "-p:RunAnalyzers=false", $"-p:Version={Version}",
                $"-p:ArtifactsPath={_folder["build"]}", "-o", _folder["feed"]);
        }

        RequireComplete("Bunraku.Core", "SkiaSharp", "SkiaSharp.NativeAssets.Linux.NoDependencies", "System.IO.Hashing", "YamlDotNet");
        RequireComplete("Bunraku.Siren", "Bunraku.Core", "Google.Protobuf");

        string program = _folder["program"], picture = _folder["koito.png"];
        Directory.CreateDirectory(program);
        _folder.Write("program/nuget.config", $"""<configuration><packageSources><add key="bunraku" value="{_folder["feed"]}" /></packageSources></configuration>""");
        _folder.Write("program/program.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
            </Project>
            """);
        File.Copy(Path.Combine(SharedData.Repository, "samples", "PoseOnePicture", "Program.cs"), _folder["program", "Program.cs"]);
        await RunAsync(program, "add", "package", "Bunraku.Siren", "--version", Version);
        await RunAsync(program, "run", "--", TestData.Koito, picture);

        Assert.Equal(Drawn(), PngFile.Read(picture).Pixels);
    }

    private void RequireComplete(string package, params string[] dependencies)
    {
        using ZipArchive archive = ZipFile.OpenRead(_folder["feed", $"{package}.{Version}.nupkg"]);
        Assert.All((string[])["README.md", "icon.png", $"lib/net10.0/{package}.dll", $"lib/net10.0/{package}.xml"], name => Assert.NotNull(archive.GetEntry(name)));
        using var reader = new StreamReader(archive.GetEntry($"{package}.nuspec")!.Open());
        string nuspec = reader.ReadToEnd();
        Assert.All(dependencies, dependency => Assert.Contains($"<dependency id=\"{dependency}\"", nuspec, StringComparison.Ordinal));
        Assert.Contains("""<license type="expression">MIT</license>""", nuspec, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["feed", $"{package}.{Version}.snupkg"]));
    }

    /// <summary>The picture of samples/PoseOnePicture.</summary>
    private static byte[] Drawn()
    {
        using var poser = new StudentPoser(CharacterModel.Load(TestData.Koito));
        var frame = new PosedFrame();
        poser.Render(Pose.Rest.With("head_y", 0.5f).With("mouth_aaa", 1), frame);
        var picture = new StraightImage(CharacterPicture.Size, CharacterPicture.Size);
        FrameConversion.ToStraight(frame.Blended, picture.Width, picture.Height, picture.Pixels);
        return picture.Pixels;
    }

    private async Task RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        string user = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        start.Environment["NUGET_PACKAGES"] = _folder["packages"];
        start.Environment["NUGET_FALLBACK_PACKAGES"] = user;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using Process process = Process.Start(start)!;
        string[] texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{string.Concat(texts)}");
    }
}
