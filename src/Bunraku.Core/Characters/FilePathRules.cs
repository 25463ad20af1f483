using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Core.Characters;

/// <summary>
/// Which file names in the YAML of a stranger are refused without looking at the disk, on every system alike: names that open devices,
/// pipes or other computers.
/// </summary>
internal static class FilePathRules
{
    /// <summary>Why a name is refused, to follow "which"; null where it is not. Separators are / and \.</summary>
    public static Phrase? ReasonToRefuse(string value)
    {
        string path = value.Replace('\\', '/');
        if (path.Length == 0)
        {
            return Phrase.Of("is empty");
        }

        if (path.Any(char.IsControl))
        {
            return Phrase.Of("has control characters");
        }

        if (path.StartsWith("//", StringComparison.Ordinal))
        {
            return Phrase.Of("is on another computer, or a device or pipe");
        }

        string withoutDrive = path.Length >= 2 && char.IsAsciiLetter(path[0]) && path[1] == ':' ? path[2..] : path;
        if (withoutDrive.Contains(':'))
        {
            return Phrase.Of("has a colon in it");
        }

        return withoutDrive.Split('/').Any(WindowsNames.IsDevice) ? Phrase.Of("is the name of a device") : null;
    }
}
