using Bunraku.Core.Errors;

namespace Bunraku.Core.Files;

/// <summary>Where paths lead when their links are followed.</summary>
public static class RealPath
{
    /// <summary>As many as Linux follows.</summary>
    private const int MostLinks = 40;

    /// <summary>Resolves <c>..</c> and follows every link of a path.</summary>
    /// <param name="path">A file or folder, which need not exist.</param>
    /// <exception cref="BadInputException">More than 40 links follow each other, as links in a circle do, or it is not a path, or a folder cannot be read.</exception>
    public static string Of(string path)
    {
        try
        {
            string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
            string real = Path.GetPathRoot(full)!;
            var parts = new Stack<string>(PartsOf(full, real).Reverse());
            int links = 0;
            while (parts.TryPop(out string? part))
            {
                string next = part == ".." ? Path.GetDirectoryName(real) ?? real : Path.Combine(real, part);
                if (new FileInfo(next).LinkTarget is not { } target)
                {
                    real = next;
                    continue;
                }

                if (++links > MostLinks)
                {
                    throw new BadInputException($"{path}: more than {MostLinks} links follow each other. Use a path without circular links.");
                }

                // The target is resolved from where the link really is, part by part, as the system does it.
                string root = Path.GetPathRoot(target)!;
                real = root.Length > 0 ? Path.GetPathRoot(Path.GetFullPath(target))! : real;
                foreach (string inner in PartsOf(target, root).Reverse())
                {
                    parts.Push(inner);
                }
            }

            return real;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new BadInputException($"{path}: this path cannot be followed: {e.Message}", e);
        }
    }

    private static IEnumerable<string> PartsOf(string path, string root) => path[root.Length..]
        .Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries)
        .Where(part => part != ".");
}
