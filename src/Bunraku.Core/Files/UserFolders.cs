using System.Runtime.InteropServices;

namespace Bunraku.Core.Files;

/// <summary>
/// Where Bunraku keeps things for the user, by the rules of the system: settings, what can be made again, and what was fetched or made.
/// The folders need not exist. BUNRAKU_HOME, where set, holds them all. Without a home folder that can be used they are in a temporary one, never in the
/// current folder.
/// </summary>
public static partial class UserFolders
{
    private const int Writable = 2;

    private static readonly Lazy<string> Substitute = new(MakeSubstitute);

    /// <summary>Told once, as a sentence, when there is no home folder that can be used.</summary>
    public static Action<string>? OnMissingHome { get; set; }

    /// <summary>The user's home folder; null where there is none.</summary>
    public static string? Home => HomeOf(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify));

    /// <summary>Settings: <c>$XDG_CONFIG_HOME/bunraku</c>, <c>%APPDATA%\Bunraku</c>, <c>~/Library/Application Support/Bunraku</c>.</summary>
    public static string Config => Below("config", Environment.SpecialFolder.ApplicationData, "XDG_CONFIG_HOME", ".config", "Library/Application Support");

    /// <summary>What can be computed again: <c>$XDG_CACHE_HOME/bunraku</c>, <c>%LOCALAPPDATA%\Bunraku\cache</c>, <c>~/Library/Caches/Bunraku</c>.</summary>
    public static string Cache => Below("cache", Environment.SpecialFolder.LocalApplicationData, "XDG_CACHE_HOME", ".cache", "Library/Caches");

    /// <summary>Fetched models and finished characters: <c>$XDG_DATA_HOME/bunraku</c>, <c>%LOCALAPPDATA%\Bunraku\data</c>, <c>~/Library/Application Support/Bunraku</c>.</summary>
    public static string Data => Below("data", Environment.SpecialFolder.LocalApplicationData, "XDG_DATA_HOME", ".local/share", "Library/Application Support");

    /// <summary>A home folder as the system names it, or null where that is none.</summary>
    internal static string? HomeOf(string named) => Path.IsPathFullyQualified(named) && Directory.Exists(named) ? named : null;

    /// <summary>Whether a folder is there, or can be made.</summary>
    internal static bool CanBeMade(string folder)
    {
        if (Directory.Exists(folder) || OperatingSystem.IsWindows())
        {
            return true;
        }

        string? ancestor = Path.GetDirectoryName(folder);
        while (ancestor is not null && !Path.Exists(ancestor))
        {
            ancestor = Path.GetDirectoryName(ancestor);
        }

        return ancestor is not null && Directory.Exists(ancestor) && Access(ancestor, Writable) == 0;
    }

    private static string Below(string kind, Environment.SpecialFolder windows, string variable, string unixDefault, string mac)
    {
        if (Environment.GetEnvironmentVariable("BUNRAKU_HOME") is { Length: > 0 } home)
        {
            return Path.GetFullPath(Path.Combine(home, kind));
        }

        return OfSystem(kind, windows, variable, unixDefault, mac) is { } folder && CanBeMade(folder) ? folder : Path.Combine(Substitute.Value, kind);
    }

    /// <summary>Null where the system names none.</summary>
    private static string? OfSystem(string kind, Environment.SpecialFolder windows, string variable, string unixDefault, string mac)
    {
        if (OperatingSystem.IsWindows())
        {
            string below = windows == Environment.SpecialFolder.LocalApplicationData ? Path.Combine("Bunraku", kind) : "Bunraku";
            return HomeOf(Environment.GetFolderPath(windows)) is { } known ? Path.Combine(known, below) : null;
        }

        if (!OperatingSystem.IsMacOS() && Environment.GetEnvironmentVariable(variable) is { Length: > 0 } xdg && Path.IsPathRooted(xdg))
        {
            return Path.Combine(xdg, "bunraku");
        }

        return Home is not { } user ? null
            : OperatingSystem.IsMacOS() ? Path.Combine(user, mac, "Bunraku")
            : Path.Combine(user, unixDefault, "bunraku");
    }

    /// <summary>With a name that nobody can have taken before.</summary>
    private static string MakeSubstitute()
    {
        string temporary = Path.GetTempPath();
        string folder = Path.Combine(Path.IsPathFullyQualified(temporary) ? temporary : "/tmp", $"bunraku-{Guid.NewGuid():N}");
        OnMissingHome?.Invoke($"there is no home folder that can be used, so settings, models and characters of this session are in {folder}. Set HOME or BUNRAKU_HOME to keep them.");
        return folder;
    }

    [LibraryImport("libc", EntryPoint = "access", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);
}
