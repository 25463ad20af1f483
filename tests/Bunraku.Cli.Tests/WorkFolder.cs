namespace Bunraku.Cli.Tests;

/// <summary>A separate folder for one test, with a space in its name as users have them.</summary>
public sealed class WorkFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bunraku cli ");

    public string Root => _folder.FullName;

    public string this[params string[] parts] => Path.Combine([_folder.FullName, .. parts]);

    /// <summary>Every file and folder in it, as relative paths.</summary>
    public string[] Content() =>
        [.. _folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Select(item => Path.GetRelativePath(Root, item.FullName).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
