using Bunraku.Core.Errors;

namespace Bunraku.Studio.Features.Characters;

/// <summary>What a character, and so its folder, may be called.</summary>
internal static class CharacterName
{
    private const int Longest = 60;

    /// <summary>A name for a folder that is good on every system.</summary>
    /// <exception cref="BadInputException">It is not one.</exception>
    public static string Check(string name)
    {
        string clean = name.Trim();
        bool isGood = clean.Length is > 0 and <= Longest
            && clean.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_' or '.' or '(' or ')')
            && char.IsLetterOrDigit(clean[0])
            && clean[^1] != '.';
        return isGood
            ? clean
            : throw new BadInputException($"\"{clean}\" is no name for a character: letters and digits, spaces, - and _ make one, at most {Longest}, and a letter or digit comes first.");
    }
}
