namespace Bunraku.TestSupport;

/// <summary>
/// A home of the tests of one project, which BUNRAKU_HOME names for this process and those that it starts: what a user keeps is neither read nor changed.
/// The masks of the program's own characters as teachers are in its cache.
/// </summary>
public sealed class TestHome : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bunraku-tests-");

    public TestHome()
    {
        KeptMasks.CopyTo(_folder.FullName);
        Environment.SetEnvironmentVariable("BUNRAKU_HOME", _folder.FullName);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
