using System.Globalization;
using System.Text;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Core.Characters;

/// <summary>The names that a user may give to a character. Each is good as the name of a folder on every system.</summary>
public static class CharacterName
{
    private const int MostCharacters = 60;
    private const string AsciiSigns = " -_.()'";
    private const int ZeroWidthNonJoiner = 0x200C, ZeroWidthJoiner = 0x200D;

    /// <summary>Returns a name without the blanks around it.</summary>
    /// <param name="name">The name.</param>
    /// <param name="what">What it is the name of, for the message; a character where it is left out.</param>
    /// <exception cref="BadInputException">It cannot be the name of a character; the message says why.</exception>
    public static string Checked(string name, Phrase? what = null)
    {
        string clean = name.Trim();
        return clean.Length == 0 ? throw new BadInputException($"Enter a name: letters of any script, digits, blanks and - _ . ( ) ', at most {MostCharacters} characters.")
            : ProblemOf(clean) is { } problem ? throw new BadInputException(
                $"{ForeignText.Quote(clean)} cannot be the name of {what ?? Phrase.Of("a character")}: {problem}. Use letters of any script, digits, blanks and - _ . ( ) ', at most {MostCharacters} characters.")
            : clean;
    }

    /// <summary>The folder of a character in a folder of characters: the one that is there under the same name, whatever its case or normal form, or a new one.</summary>
    /// <inheritdoc cref="Checked" path="/exception"/>
    public static string FolderIn(string parent, string name)
    {
        string folder = Path.Combine(parent, Checked(name));
        return !Directory.Exists(folder) && Directory.Exists(parent)
            ? Directory.EnumerateDirectories(parent, "*", new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = 0 })
                .FirstOrDefault(other => NameForm.AreSame(Path.GetFileName(other), Path.GetFileName(folder))) ?? folder
            : folder;
    }

    private static Phrase? ProblemOf(string name)
    {
        Rune[] runes = [.. name.EnumerateRunes()];
        if (runes.Length > MostCharacters)
        {
            return Phrase.Of($"it has {runes.Length} characters");
        }

        if (runes.Where(rune => !IsGood(rune)).Select(rune => (Rune?)rune).FirstOrDefault() is { } bad)
        {
            return Phrase.Of($"it contains {ForeignText.Quote(bad.ToString())}");
        }

        if (!CanBegin(runes[0]))
        {
            return Phrase.Of($"it begins with {ForeignText.Quote(runes[0].ToString())}");
        }

        return name[^1] == '.' ? Phrase.Of("it ends with a dot") : WindowsNames.IsDevice(name) ? Phrase.Of("Windows keeps this name for a device") : null;
    }

    private static bool IsGood(Rune rune) => rune.IsAscii
        ? char.IsAsciiLetterOrDigit((char)rune.Value) || AsciiSigns.Contains((char)rune.Value)
        : rune.Value is ZeroWidthNonJoiner or ZeroWidthJoiner
        || (rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));

    private static bool CanBegin(Rune rune) => rune.IsAscii
        ? char.IsAsciiLetterOrDigit((char)rune.Value)
        : Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark);
}
