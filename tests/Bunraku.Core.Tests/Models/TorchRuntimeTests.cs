using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Xml.Linq;
using Bunraku.Core.Errors;
using Bunraku.Core.Models;
using Bunraku.Core.Tests.Files;
using Bunraku.TestSupport;

namespace Bunraku.Core.Tests.Models;

public sealed class TorchRuntimeTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly HttpClient _client = new();
    private readonly byte[] _package = Archive(("runtimes/some-system/native/libtorch_cpu.so", "the networks"), ("runtimes/some-system/native/libgomp-1.so.1", "threads"), ("LICENSE", "words"));

    public void Dispose()
    {
        _client.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public void The_packages_are_of_the_version_that_the_plug_in_is_built_with()
    {
        XElement packages = XElement.Load(Path.Combine(SharedData.Repository, "Directory.Packages.props"));
        (string Name, string Version)[] pinned =
        [
            .. packages.Descendants("PackageVersion").Select(package => (package.Attribute("Include")!.Value, package.Attribute("Version")!.Value))
                .Where(package => package.Item1.StartsWith("libtorch-cpu-", StringComparison.Ordinal)),
        ];

        Assert.NotEmpty(pinned);
        Assert.All(pinned, package =>
        {
            PublishedModel known = TorchPackage.Of(package.Name["libtorch-cpu-".Length..])!;
            Assert.Equal($"{package.Name}.{package.Version}.nupkg", known.FileName);
            Assert.EndsWith($"/{package.Name}/{package.Version}/{known.FileName}", known.Address.AbsoluteUri, StringComparison.Ordinal);
            Assert.Equal(64, known.Sha256.Length);
        });
        Assert.Null(TorchPackage.Of("linux-musl-x64"));
    }

    [Fact]
    public void The_runtime_of_a_distribution_is_known_by_its_system()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has runtimes of distributions.");
        Assert.Equal("linux-x64", TorchPackage.SystemName("ubuntu.24.04-x64", Architecture.X64));
        Assert.Equal("linux-arm64", TorchPackage.SystemName("linux-arm64", Architecture.Arm64));
        Assert.Null(TorchPackage.Of(TorchPackage.SystemName("linux-musl-x64", Architecture.X64)));
        Assert.Null(TorchPackage.Of(TorchPackage.SystemName("alpine.3.22-x64", Architecture.X64)));
    }

    [Fact]
    public async Task It_is_fetched_resumed_and_unpacked_and_the_package_goes()
    {
        await using var server = new FileServer(_package) { CutAfter = _package.Length / 2 };
        TorchRuntime libtorch = Runtime(server.Address);
        Assert.False(libtorch.IsHere);

        await libtorch.FetchAsync(_client, null, null, TestContext.Current.CancellationToken);
        await libtorch.FetchAsync(_client, null, null, TestContext.Current.CancellationToken); // It is there already.

        Assert.True(libtorch.IsHere);
        Assert.Equal(["libgomp-1.so.1", "libtorch_cpu.so"], Directory.GetFiles(libtorch.Path).Select(Path.GetFileName).Order());
        Assert.Equal("the networks", await File.ReadAllTextAsync(Path.Combine(libtorch.Path, "libtorch_cpu.so"), TestContext.Current.CancellationToken));
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(libtorch.Path)!));
        Assert.Equal([0, _package.Length / 2], server.Starts.Take(2));
    }

    [Fact]
    public async Task CUDA_takes_the_place_of_the_libraries_for_processors_if_its_hash_is_the_known_one()
    {
        byte[] content = Archive(("libtorch/build-version", $"{TorchPackage.Version}+cu128\n"), ("libtorch/lib/libtorch_cpu.so", "other"), ("libtorch/lib/libtorch_cuda.so", "card"));
        await using var server = new FileServer(content) { CutAfter = content.Length / 2 };
        var good = new TorchArchive(server.Address, Convert.ToHexStringLower(SHA256.HashData(content))) { Room = 0 };
        TorchRuntime libtorch = Runtime(new Uri("http://127.0.0.1:9/"), good with { Sha256 = new string('0', 64) });
        Import(libtorch, Written("a.nupkg", _package));

        BadInputException error = await Assert.ThrowsAsync<BadInputException>(() => libtorch.FetchCudaAsync(_client, null, null, TestContext.Current.CancellationToken));
        Assert.Contains("SHA-256", error.Message, StringComparison.Ordinal);
        Assert.False(libtorch.HasCuda);

        libtorch = Runtime(new Uri("http://127.0.0.1:9/"), good);
        await libtorch.FetchCudaAsync(_client, null, null, TestContext.Current.CancellationToken);
        await libtorch.FetchCudaAsync(_client, new Uri("http://127.0.0.1:9/"), null, TestContext.Current.CancellationToken); // It is there already.

        Assert.True(libtorch.HasCuda);
        Assert.Equal(["libtorch_cpu.so", "libtorch_cuda.so"], Directory.GetFiles(libtorch.Path).Select(Path.GetFileName).Order());
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(libtorch.Path)!));
        Assert.Contains(content.Length / 2, server.Starts);
    }

    [Fact]
    public void Archives_with_CUDA_are_of_the_version_of_the_packages()
    {
        Assert.Equal(OperatingSystem.IsMacOS() || RuntimeInformation.ProcessArchitecture != Architecture.X64, TorchArchive.OfMachine is null);
        Assert.SkipWhen(TorchArchive.OfMachine is null, "There is none for this system.");
        Assert.EndsWith($"-{TorchPackage.Version}%2Bcu128.zip", TorchArchive.OfMachine.Address.AbsoluteUri, StringComparison.Ordinal);
        Assert.Equal(64, TorchArchive.OfMachine.Sha256.Length);
    }

    [Fact]
    public async Task Other_bytes_than_the_published_ones_are_never_unpacked()
    {
        byte[] other = Archive(("runtimes/some-system/native/libtorch_cpu.so", "THE NETWORKS"), ("runtimes/some-system/native/libgomp-1.so.1", "threads"), ("LICENSE", "words"));
        Assert.Equal(_package.Length, other.Length);
        await using var server = new FileServer(other);
        TorchRuntime libtorch = Runtime(server.Address);

        BadInputException error = await Assert.ThrowsAsync<BadInputException>(() => libtorch.FetchAsync(_client, null, null, TestContext.Current.CancellationToken));

        Assert.Contains("SHA-256", error.Message, StringComparison.Ordinal);
        Assert.False(libtorch.IsHere);
    }

    [Fact]
    public void Package_and_archive_of_pytorch_can_be_imported()
    {
        TorchRuntime libtorch = Runtime(new Uri("http://127.0.0.1:9/"));
        Import(libtorch, Written("a.nupkg", _package));
        Assert.True(libtorch.IsHere);

        Import(libtorch, Written("cuda.zip", Archive(
            ("libtorch/build-version", $"{TorchPackage.Version}+cu128\n"), ("libtorch/lib/libtorch_cpu.so", "other"), ("libtorch/lib/libtorch_cuda.so", "card"), ("libtorch/lib/libtorch.a", "unused"),
            ("libtorch/lib/../../../evil.so", "elsewhere"))));

        Assert.Equal(["evil.so", "libtorch_cpu.so", "libtorch_cuda.so"], Directory.GetFiles(libtorch.Path).Select(Path.GetFileName).Order());
        Assert.False(File.Exists(_temporary.File("evil.so")));
    }

    [Theory]
    [InlineData("2.9.1+cpu", "2.9.1")]
    [InlineData("nonsense", "nonsense")]
    public void Another_version_is_refused(string version, string named)
    {
        BadInputException error = Assert.Throws<BadInputException>(
            () => Import(Runtime(new Uri("http://127.0.0.1:9/")), Written("old.zip", Archive(("libtorch/build-version", version), ("libtorch/lib/libtorch_cpu.so", "old")))));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Contains(TorchPackage.Version, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_libtorch_is_refused_and_the_old_one_stays()
    {
        TorchRuntime libtorch = Runtime(new Uri("http://127.0.0.1:9/"));
        Import(libtorch, Written("a.nupkg", _package));
        string[] others =
        [
            Written("text.zip", "no archive"u8.ToArray()),
            Written("empty.zip", []),
            Written("other.zip", Archive(("readme.txt", "hello"))),
            Written("bare.zip", Archive(("libtorch/build-version", TorchPackage.Version))),
            _temporary.File("none.zip"),
        ];

        Assert.All(others, file => Assert.Contains(file, Assert.Throws<BadInputException>(() => Import(libtorch, file)).Message, StringComparison.Ordinal));
        Assert.True(libtorch.IsHere);
    }

    [Fact]
    public void The_library_of_TorchSharp_is_copied_once_and_again_when_it_is_another()
    {
        TorchRuntime libtorch = Runtime(new Uri("http://127.0.0.1:9/"));
        Import(libtorch, Written("a.nupkg", _package));
        string plugin = Directory.CreateDirectory(_temporary.File("plugin")).FullName;
        string copy = Path.Combine(libtorch.Path, "libLibTorchSharp.so");
        File.WriteAllText(Path.Combine(plugin, "libLibTorchSharp.so"), "one");

        libtorch.Adopt(plugin);
        Assert.Equal("one", File.ReadAllText(copy));
        File.WriteAllText(copy, "one, mended for this system");
        libtorch.Adopt(plugin);
        Assert.Equal("one, mended for this system", File.ReadAllText(copy));
        File.WriteAllText(Path.Combine(plugin, "libLibTorchSharp.so"), "two");
        libtorch.Adopt(plugin);
        Assert.Equal("two", File.ReadAllText(copy));
    }

    [Fact]
    public void The_library_of_TorchSharp_is_found_in_the_folder_of_its_system()
    {
        TorchRuntime libtorch = Runtime(new Uri("http://127.0.0.1:9/"));
        Import(libtorch, Written("a.nupkg", _package));
        string native = Directory.CreateDirectory(Path.Combine(_temporary.File("plugin"), "runtimes", TorchPackage.Machine, "native")).FullName;
        File.WriteAllText(Path.Combine(native, "libLibTorchSharp.so"), "for all systems");

        libtorch.Adopt(_temporary.File("plugin"));

        Assert.Equal("for all systems", File.ReadAllText(Path.Combine(libtorch.Path, "libLibTorchSharp.so")));
    }

    [Fact]
    public void Without_room_nothing_is_fetched() =>
        Assert.Contains("Make room", Assert.Throws<BadInputException>(() => Core.Files.DiskSpace.Require(_temporary.Path, long.MaxValue, "libtorch")).Message, StringComparison.Ordinal);

    private TorchRuntime Runtime(Uri address, TorchArchive? cuda = null) => new(_temporary.File("libtorch"))
    {
        FetchedCuda = cuda,
        Fetched = new PublishedModel
        {
            Name = TorchRuntime.Name,
            FileName = "libtorch.nupkg",
            Purpose = "is for tests",
            Origin = "this test",
            Address = address,
            Length = _package.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(_package)),
        },
    };

    private static void Import(TorchRuntime libtorch, string file) => libtorch.Import(file, TestContext.Current.CancellationToken);

    private string Written(string name, byte[] content)
    {
        string path = _temporary.File(name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static byte[] Archive(params (string Name, string Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, string content) in files)
            {
                ZipArchiveEntry entry = archive.CreateEntry(name, CompressionLevel.NoCompression);
                entry.LastWriteTime = DateTimeOffset.UnixEpoch.AddYears(20);
                using var writer = new StreamWriter(entry.Open());
                writer.Write(content);
            }
        }

        return stream.ToArray();
    }
}
