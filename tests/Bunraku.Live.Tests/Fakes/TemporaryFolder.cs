namespace Bunraku.Live.Tests.Fakes;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bunraku-test-");

    public string Path => _folder.FullName;

    /// <summary>Makes a subfolder.</summary>
    public string Folder(params string[] parts) => Directory.CreateDirectory(System.IO.Path.Combine([Path, .. parts])).FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
