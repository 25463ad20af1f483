using Bunraku.Core.Errors;

namespace Bunraku.Cli.Shell;

/// <summary>What is unusual about the user's input though it is used: a line each on standard error.</summary>
internal static class Warnings
{
    private const int MostShown = 10;

    public static void Write(IEnumerable<string> warnings, TextWriter error)
    {
        string[] all = [.. warnings];
        foreach (string warning in all.Take(MostShown))
        {
            error.WriteLine(ForeignText.Line($"bunraku: warning: {warning}"));
        }

        if (all.Length > MostShown)
        {
            error.WriteLine($"bunraku: warning: and {all.Length - MostShown} more");
        }
    }
}
