using System.ComponentModel;
using System.Diagnostics;

namespace Bunraku.Studio.Shell;

/// <summary>The user's browser.</summary>
internal static class Browser
{
    /// <summary>Opens an address; where there is no browser to open, the printed address has to do.</summary>
    public static void Open(string address)
    {
        try
        {
            using Process? _ = Process.Start(Command(address));
        }
        catch (Exception e) when (e is Win32Exception or FileNotFoundException or PlatformNotSupportedException)
        {
            Console.WriteLine("No browser could be opened here: open the address yourself.");
        }
    }

    private static ProcessStartInfo Command(string address)
    {
        if (OperatingSystem.IsWindows())
            return new ProcessStartInfo(address) { UseShellExecute = true };

        // xdg-open and what it starts write to the console that Studio was started from.
        var command = new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open")
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        command.ArgumentList.Add(address);
        return command;
    }
}
