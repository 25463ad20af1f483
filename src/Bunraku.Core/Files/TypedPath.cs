using Bunraku.Core.Errors;

namespace Bunraku.Core.Files;

/// <summary>A path as a person types or pastes it.</summary>
public static class TypedPath
{
    /// <summary>The full path: without quotation marks around it, <c>~</c> being the home folder, <c>file://</c> addresses understood.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="what">What the path leads to, for the message: "a character's folder".</param>
    /// <exception cref="BadInputException">It is not a path.</exception>
    public static string Resolve(string typed, string what)
    {
        string path = typed.Trim().Trim('"', '\'').Trim();
        if (path.Length == 0)
        {
            throw new BadInputException($"No path was given: type or paste the path of {what}.");
        }

        if (path.StartsWith("file://", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(path, UriKind.Absolute, out Uri? address))
        {
            path = address.LocalPath;
        }

        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith("~\\", StringComparison.Ordinal))
        {
            path = (UserFolders.Home ?? throw new BadInputException($"{ForeignText.Quote(typed)}: ~ stands for the home folder, but there is none. Type the whole path.")) + path[1..];
        }

        try
        {
            return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        }
        catch (Exception e) when (e is ArgumentException or PathTooLongException or NotSupportedException)
        {
            throw new BadInputException($"{ForeignText.Quote(typed)} is not a path on this machine: type or paste the path of {what}.", e);
        }
    }
}
