namespace Bunraku.Distillation.Tests.Fakes;

/// <summary>A folder of its own for one test.</summary>
public class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bunraku distill ");

    public string Root => _folder.FullName;

    public string this[params string[] parts] => Path.Combine([_folder.FullName, .. parts]);

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }
}
