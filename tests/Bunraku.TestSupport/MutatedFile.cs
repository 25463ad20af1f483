namespace Bunraku.TestSupport;

/// <summary>A file that holds one mutant after the other, for readers that want a path. The file is deleted at the end.</summary>
public sealed class MutatedFile(string name) : IDisposable
{
    /// <summary>The folder of the file, which holds nothing else.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("bunraku-mutant-").FullName;

    /// <summary>The file.</summary>
    public string Path => System.IO.Path.Combine(Folder, name);

    /// <summary>Makes a reader of bytes from a reader of this file.</summary>
    public Action<byte[]> Reader(Action<string> read) => bytes =>
    {
        File.WriteAllBytes(Path, bytes);
        read(Path);
    };

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
