using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Studio.Features.Characters;

/// <summary>A path as a person types or pastes it.</summary>
internal static class TypedPath
{
    /// <summary>The full path: without quotation marks around it, <c>~</c> being the home folder, <c>file://</c> addresses understood.</summary>
    /// <exception cref="BadInputException">It is no path.</exception>
    public static string Resolve(string typed)
    {
        string path = typed.Trim().Trim('"', '\'').Trim();
        if (path.Length == 0)
        {
            throw new BadInputException("No folder was given: type or paste the path of a character's folder.");
        }

        if (path.StartsWith("file://", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(path, UriKind.Absolute, out Uri? address))
        {
            path = address.LocalPath;
        }

        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal) || path.StartsWith("~\\", StringComparison.Ordinal))
        {
            path = (UserFolders.Home ?? throw new BadInputException($"\"{typed}\": ~ stands for the home folder, but there is none. Type the whole path.")) + path[1..];
        }

        try
        {
            return Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        }
        catch (Exception e) when (e is ArgumentException or PathTooLongException or NotSupportedException)
        {
            throw new BadInputException($"\"{typed}\" is not a path on this machine: type or paste the path of a character's folder.", e);
        }
    }
}
