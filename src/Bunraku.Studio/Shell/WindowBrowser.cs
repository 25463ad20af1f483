using System.Runtime.InteropServices;
using Bunraku.Core.Files;
using Microsoft.Win32;

namespace Bunraku.Studio.Shell;

/// <summary>The browsers that can show a page as a separate window, without tabs and address: Edge, Chrome and Chromium.</summary>
internal sealed class WindowBrowser
{
    private static readonly string[] LinuxNames = ["microsoft-edge", "microsoft-edge-stable", "google-chrome", "google-chrome-stable", "chromium", "chromium-browser"];
    private static readonly string[] WindowsNames = ["msedge.exe", "chrome.exe", "chromium.exe"];
    private static readonly string[] MacNames = ["Microsoft Edge", "Google Chrome", "Chromium"];

    /// <summary>The system to look on.</summary>
    public required OSPlatform System { get; init; }

    /// <summary>Finds a program by its name on the PATH.</summary>
    public required Func<string, string?> OnPath { get; init; }

    /// <summary>Finds a program by its name in the Windows registry.</summary>
    public required Func<string, string?> Registered { get; init; }

    /// <summary>Whether a file exists.</summary>
    public required Func<string, bool> Exists { get; init; }

    /// <summary>The user's home folder.</summary>
    public required string Home { get; init; }

    /// <summary>Looks on this computer.</summary>
    public static WindowBrowser Here(string path) => new()
    {
        System = OperatingSystem.IsWindows() ? OSPlatform.Windows : OperatingSystem.IsMacOS() ? OSPlatform.OSX : OSPlatform.Linux,
        OnPath = name => ProgramFile.OnPath(name, path),
        Registered = RegisteredHere,
        Exists = File.Exists,
        Home = UserFolders.Home ?? "/",
    };

    /// <summary>The program of the first browser that is installed, or null.</summary>
    public string? Find() =>
        System == OSPlatform.Windows ? WindowsNames.Select(Registered).FirstOrDefault(place => place is not null && Exists(place))
        : System == OSPlatform.OSX ? MacNames.SelectMany(name => MacPlaces(name)).FirstOrDefault(Exists)
        : LinuxNames.Select(OnPath).FirstOrDefault(place => place is not null);

    /// <summary>What makes such a browser open an address as a window.</summary>
    public static string Argument(string address) => $"--app={address}";

    private string[] MacPlaces(string name)
    {
        string place = $"Applications/{name}.app/Contents/MacOS/{name}";
        return ["/" + place, $"{Home.TrimEnd('/')}/{place}"];
    }

    private static string? RegisteredHere(string name)
    {
        if (!OperatingSystem.IsWindows())
        {
            return null;
        }

        const string Key = @"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\";
        object? place = Registry.GetValue($@"HKEY_CURRENT_USER\{Key}{name}", "", null) ?? Registry.GetValue($@"HKEY_LOCAL_MACHINE\{Key}{name}", "", null);
        return (place as string)?.Trim('"');
    }
}
