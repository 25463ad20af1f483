using System.Globalization;
using Bunraku.Core.Errors;

namespace Bunraku.Studio.Security;

/// <summary>Names of computers, as a browser sends them.</summary>
internal static class HostNames
{
    /// <summary>The names that the user allows.</summary>
    /// <exception cref="BadInputException">One is not a name.</exception>
    public static string[] Check(IEnumerable<string> names) => [.. names.Select(Check)];

    /// <summary>A name without the brackets of IPv6 and without the dot that may end it.</summary>
    public static string Plain(string host) => host.Trim('[', ']').TrimEnd('.');

    private static string Check(string name)
    {
        string plain = Plain(name.Trim());
        return Uri.CheckHostName(plain) == UriHostNameType.Unknown
            ? throw new BadInputException($"--allow-host: {ForeignText.Quote(name)} is not the name of a computer. Give the name without http:// and without a port, for example mypc.local.")
            : Encoded(plain);
    }

    private static string Encoded(string name)
    {
        try
        {
            return new IdnMapping().GetAscii(name);
        }
        catch (ArgumentException)
        {
            return name; // An address, or a name of a local network that is no name of the internet.
        }
    }
}
