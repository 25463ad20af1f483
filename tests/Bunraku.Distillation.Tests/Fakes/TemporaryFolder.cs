namespace Bunraku.Distillation.Tests.Fakes;

/// <summary>A separate folder for one test, or one that another process owns.</summary>
public class TemporaryFolder : IDisposable
{
    private readonly bool _isOwned;

    public TemporaryFolder()
    {
        Root = Directory.CreateTempSubdirectory("bunraku distill ").FullName;
        _isOwned = true;
    }

    public TemporaryFolder(string root) => Root = root;

    public string Root { get; }

    public string this[params string[] parts] => Path.Combine([Root, .. parts]);

    public void Dispose()
    {
        if (_isOwned)
        {
            Directory.Delete(Root, recursive: true);
        }

        GC.SuppressFinalize(this);
    }
}
