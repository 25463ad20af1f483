namespace Bunraku.Studio.Shell;

/// <summary>Names for things of which no two may have the same one.</summary>
internal static class FreeName
{
    /// <summary>The wanted name; with a number after it (2, 3, ...) where it is taken.</summary>
    public static string Of(string wanted, Func<string, bool> isTaken) =>
        Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? wanted : $"{wanted} {number}").First(name => !isTaken(name));
}
