using System.Globalization;
using System.Text;

namespace Bunraku.Core.Characters;

/// <summary>
/// Compares names as a person does: without regard to case, and whether or not an accent is a separate character (Macs write <c>Ä</c> as <c>A</c> and
/// <c>U+0308</c>). <c>string.Normalize</c> does nothing here, because the programs run without the globalisation data of the system.
/// </summary>
public static class NameForm
{
    private const int FirstHangul = 0xAC00, LastHangul = 0xD7A3, Leads = 0x1100, Vowels = 0x1161, Trails = 0x11A7, TrailCount = 28, VowelCount = 21;

    /// <summary>The canonical decompositions of Unicode, one step each, without those of Hangul (which follow a rule) and compatibility ideographs.</summary>
    private static readonly Lazy<Dictionary<int, int[]>> Decompositions = new(ReadDecompositions);

    /// <summary>Compares as <see cref="AreSame"/> does.</summary>
    public static IEqualityComparer<string> Comparer { get; } = EqualityComparer<string>.Create((first, second) => Key(first!) == Key(second!), name => Key(name).GetHashCode(StringComparison.Ordinal));

    /// <summary>Whether two names look the same but for their case.</summary>
    public static bool AreSame(string first, string second) => Key(first) == Key(second);

    private static string Key(string name)
    {
        if (Ascii.IsValid(name))
        {
            return name.ToUpperInvariant();
        }

        var runes = new List<Rune>(name.Length);
        foreach (Rune rune in name.EnumerateRunes())
        {
            Decompose(rune.Value, runes);
        }

        SortMarks(runes);
        return string.Concat(runes.Select(rune => Rune.ToUpperInvariant(rune).ToString()));
    }

    private static void Decompose(int value, List<Rune> runes)
    {
        if (value is >= FirstHangul and <= LastHangul)
        {
            (int lead, int rest) = Math.DivRem(value - FirstHangul, VowelCount * TrailCount);
            (int vowel, int trail) = Math.DivRem(rest, TrailCount);
            runes.AddRange(new[] { Leads + lead, Vowels + vowel, Trails + trail }.Where(part => part != Trails).Select(part => new Rune(part)));
        }
        else if (Decompositions.Value.TryGetValue(value, out int[]? parts))
        {
            foreach (int part in parts)
            {
                Decompose(part, runes);
            }
        }
        else
        {
            runes.Add(new Rune(value));
        }
    }

    /// <summary>Marks above and below one letter mean the same in any order.</summary>
    private static void SortMarks(List<Rune> runes)
    {
        for (int start = 0; start < runes.Count; start++)
        {
            int end = start;
            while (end < runes.Count && Rune.GetUnicodeCategory(runes[end]) == UnicodeCategory.NonSpacingMark)
            {
                end++;
            }

            if (end - start > 1)
            {
                runes.Sort(start, end - start, null);
                start = end;
            }
        }
    }

    private static Dictionary<int, int[]> ReadDecompositions()
    {
        using var reader = new StreamReader(typeof(NameForm).Assembly.GetManifestResourceStream("decompositions.txt")!);
        return reader.ReadToEnd()
            .Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split('='))
            .ToDictionary(entry => Number(entry[0]), entry => entry[1].Split('+').Select(Number).ToArray());
    }

    private static int Number(string hexadecimal) => int.Parse(hexadecimal, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
