namespace Bunraku.Core.Plugins;

/// <summary>Where the parts of Bunraku are that are built apart from the program, because not everybody needs them.</summary>
public static class SeparateBuild
{
    /// <summary>The folders in which a part may be, best first; none of them need exist.</summary>
    /// <param name="variable">An environment variable; where it is set, it names the only folder.</param>
    /// <param name="published">The name of the part's folder in a published program.</param>
    /// <param name="inArtifacts">The part's folder in the build's output, below <c>artifacts</c>, for the program's configuration (release or debug).</param>
    public static IEnumerable<string> Folders(string variable, string published, Func<string, string> inArtifacts)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named)
        {
            return [Path.GetFullPath(named)];
        }

        // artifacts/bin/<project>/<configuration>
        string own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
        return [Path.Combine(AppContext.BaseDirectory, published), Path.GetFullPath(Path.Combine(own, "..", "..", "..", inArtifacts(Path.GetFileName(own))))];
    }
}
