using Bunraku.Torch.Native;
using TorchSharp;

namespace Bunraku.Torch.Tests.Native;

public sealed class VersionNeedPatchTests
{
    [Fact]
    public void TorchSharps_library_asks_for_the_newer_version_until_it_is_mended()
    {
        byte[] library = PackagedLibrary();
        byte[] before = [.. library];
        Assert.True(VersionNeedPatch.IsNeeded(library));

        VersionNeedPatch.Apply(library);

        Assert.False(VersionNeedPatch.IsNeeded(library));

        // Four bytes of a name, two of a version, two times four of a record, of which some may be equal.
        Assert.InRange(library.Zip(before).Count(pair => pair.First != pair.Second), 4, 14);
    }

    [Fact]
    public void A_library_is_not_mended_twice()
    {
        byte[] library = PackagedLibrary();
        VersionNeedPatch.Apply(library);

        Assert.Throws<InvalidDataException>(() => VersionNeedPatch.Apply(library));
    }

    [Fact]
    public void Every_truncation_is_refused_and_none_crashes()
    {
        byte[] library = PackagedLibrary();
        for (int length = 0; length < library.Length; length += 1 + (library.Length / 64))
        {
            byte[] part = library[..length];

            Assert.False(VersionNeedPatch.IsNeeded(part));
            Assert.Throws<InvalidDataException>(() => VersionNeedPatch.Apply(part));
        }
    }

    [Fact]
    public void Another_file_is_left_alone() => Assert.False(VersionNeedPatch.IsNeeded(File.ReadAllBytes(typeof(torch).Assembly.Location)));

    /// <summary>The library as its package has it: NuGet's folder, which is never changed.</summary>
    private static byte[] PackagedLibrary()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Only Linux has versions of symbols.");
        }

        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string version = typeof(torch).Assembly.GetName().Version!.ToString(3);
        return File.ReadAllBytes(Path.Combine(packages, "torchsharp", version, "runtimes", "linux-x64", "native", "libLibTorchSharp.so"));
    }
}
