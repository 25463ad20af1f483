using System.ComponentModel;
using System.Diagnostics;
using Bunraku.Core.Files;

namespace Bunraku.Studio.Shell;

/// <summary>The user's browser.</summary>
internal static class Browser
{
    // The browser may outlive Studio and its terminal: it has a separate session, and no stream of theirs.
    private const string WithoutStreams = "exec \"$0\" \"$1\" </dev/null >/dev/null 2>&1";

    /// <summary>Opens an address; where there is no browser to open, the printed address has to do.</summary>
    public static void Open(string address)
    {
        try
        {
            using Process? _ = Command(address, Environment.GetEnvironmentVariable("PATH") ?? "") is { } command ? Process.Start(command) : throw new FileNotFoundException();
        }
        catch (Exception e) when (e is Win32Exception or FileNotFoundException or PlatformNotSupportedException)
        {
            Console.WriteLine("No browser could be opened here: open the address yourself.");
        }
    }

    /// <summary>What opens an address, or null where there is nothing.</summary>
    /// <param name="address">The address.</param>
    /// <param name="path">The folders in which programs are looked for; never the current one.</param>
    internal static ProcessStartInfo? Command(string address, string path)
    {
        if (OperatingSystem.IsWindows())
            return new ProcessStartInfo(address) { UseShellExecute = true };

        if (ProgramFile.OnPath(OperatingSystem.IsMacOS() ? "open" : "xdg-open", path) is not { } opener)
            return null;

        string[] words = ["/bin/sh", "-c", WithoutStreams, opener, address];
        return ProgramFile.OnPath("setsid", path) is { } ownSession ? new ProcessStartInfo(ownSession, words) : new ProcessStartInfo(words[0], words[1..]);
    }
}
