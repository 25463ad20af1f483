using System.Globalization;
using Bunraku.Core.Errors;

namespace Bunraku.Cli.Shell;

/// <summary>How many files the system lets this process open.</summary>
internal static class OpenFiles
{
    /// <summary>The runtime keeps two for each library of Studio, about 240 in all; each page and tracker needs a few more.</summary>
    private const int Needed = 400;

    /// <summary>Refuses to start what would fail somewhere in the middle.</summary>
    /// <exception cref="BadInputException">The limit is too low.</exception>
    public static void Check()
    {
        if (Limit() is { } limit && limit < Needed)
        {
            throw new BadInputException($"Studio needs {Needed} open files, but the limit here is {limit}. Raise it, for example with: ulimit -n 1024.");
        }
    }

    /// <summary>The limit of Linux (the runtime has raised the soft one to the hard one), or null where it is unknown.</summary>
    private static int? Limit()
    {
        const string Row = "Max open files";
        const string Table = "/proc/self/limits";
        string? row = File.Exists(Table) ? File.ReadLines(Table).FirstOrDefault(line => line.StartsWith(Row, StringComparison.Ordinal)) : null;
        string? value = row?[Row.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return int.TryParse(value, CultureInfo.InvariantCulture, out int limit) ? limit : null;
    }
}
