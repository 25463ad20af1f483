using System.Runtime.Versioning;

[assembly: SupportedOSPlatform("browser")]

namespace Bunraku.Web;

/// <summary>The program of an exported page. Nothing runs by itself: the page's scripts call <see cref="Puppet"/>.</summary>
internal static class Program
{
    private static void Main()
    {
    }
}
