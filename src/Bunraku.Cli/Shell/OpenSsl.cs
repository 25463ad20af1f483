using System.Runtime.InteropServices;
using Bunraku.Core.Errors;

namespace Bunraku.Cli.Shell;

/// <summary>On Linux the runtime computes checksums with the system's OpenSSL. Where that is missing, it would end the process without a word of ours.</summary>
internal static class OpenSsl
{
    /// <summary>Names another version, as the runtime reads it.</summary>
    private const string Variable = "CLR_OPENSSL_VERSION_OVERRIDE";

    /// <summary>What the runtime looks for.</summary>
    private static readonly string[] Libraries = ["libssl.so.3", "libssl.so.1.1", "libssl.so.1.0.2", "libssl.so.1.0.0", "libssl.so.10"];

    /// <summary>Refuses to begin what would end in the middle.</summary>
    /// <exception cref="BadInputException">There is no OpenSSL.</exception>
    public static void Check()
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable(Variable) is null)
        {
            Check(library => NativeLibrary.TryLoad(library, out _));
        }
    }

    /// <summary>The same for a system that can load what it says.</summary>
    internal static void Check(Predicate<string> canLoad)
    {
        if (!Array.Exists(Libraries, canLoad))
        {
            throw new BadInputException("OpenSSL (libssl) is not installed, and checksums need it. To install it: sudo apt-get install libssl3, or your system's package openssl.");
        }
    }
}
