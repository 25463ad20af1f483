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
    /// <param name="address">The address.</param>
    /// <param name="asWindow">Whether it is to be a separate window, where a browser is installed that can do that.</param>
    public static void Open(string address, bool asWindow)
    {
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        ProcessStartInfo? window = asWindow ? WindowCommand(address, path, WindowBrowser.Here(path)) : null;
        if (!TryStart(window) && !TryStart(Command(address, path)))
        {
            Console.WriteLine("No browser could be opened here: open the address yourself.");
        }
    }

    /// <summary>What opens an address in the default browser, or null where there is nothing.</summary>
    /// <param name="address">The address.</param>
    /// <param name="path">The folders in which programs are looked for; never the current one.</param>
    internal static ProcessStartInfo? Command(string address, string path)
    {
        if (OperatingSystem.IsWindows())
            return new ProcessStartInfo(address) { UseShellExecute = true };

        return ProgramFile.OnPath(OperatingSystem.IsMacOS() ? "open" : "xdg-open", path) is { } opener ? Apart(opener, address, path) : null;
    }

    /// <summary>What opens an address as a separate window, or null where no browser can do that.</summary>
    internal static ProcessStartInfo? WindowCommand(string address, string path, WindowBrowser browsers) => browsers.Find() is { } browser
        ? OperatingSystem.IsWindows() ? new ProcessStartInfo(browser, [WindowBrowser.Argument(address)]) { UseShellExecute = true } : Apart(browser, WindowBrowser.Argument(address), path)
        : null;

    private static ProcessStartInfo Apart(string program, string argument, string path)
    {
        string[] words = ["/bin/sh", "-c", WithoutStreams, program, argument];
        return ProgramFile.OnPath("setsid", path) is { } ownSession ? new ProcessStartInfo(ownSession, words) : new ProcessStartInfo(words[0], words[1..]);
    }

    private static bool TryStart(ProcessStartInfo? command)
    {
        try
        {
            using Process? started = command is null ? null : Process.Start(command);
            return command is not null;
        }
        catch (Exception e) when (e is Win32Exception or FileNotFoundException or PlatformNotSupportedException)
        {
            return false;
        }
    }
}
