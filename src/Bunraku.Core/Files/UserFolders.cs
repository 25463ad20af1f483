namespace Bunraku.Core.Files;

/// <summary>
/// Where Bunraku keeps things for the user, by the rules of the system: settings, what can be made again, and what was fetched or made.
/// The folders need not exist. BUNRAKU_HOME, where set, holds them all.
/// </summary>
public static class UserFolders
{
    /// <summary>Settings: <c>$XDG_CONFIG_HOME/bunraku</c>, <c>%APPDATA%\Bunraku</c>, <c>~/Library/Application Support/Bunraku</c>.</summary>
    public static string Config => Below("config", Environment.SpecialFolder.ApplicationData, "XDG_CONFIG_HOME", ".config", "Library/Application Support");

    /// <summary>What can be computed again: <c>$XDG_CACHE_HOME/bunraku</c>, <c>%LOCALAPPDATA%\Bunraku\cache</c>, <c>~/Library/Caches/Bunraku</c>.</summary>
    public static string Cache => Below("cache", Environment.SpecialFolder.LocalApplicationData, "XDG_CACHE_HOME", ".cache", "Library/Caches");

    /// <summary>Fetched models and finished characters: <c>$XDG_DATA_HOME/bunraku</c>, <c>%LOCALAPPDATA%\Bunraku\data</c>, <c>~/Library/Application Support/Bunraku</c>.</summary>
    public static string Data => Below("data", Environment.SpecialFolder.LocalApplicationData, "XDG_DATA_HOME", ".local/share", "Library/Application Support");

    private static string Below(string kind, Environment.SpecialFolder windows, string variable, string unixDefault, string mac)
    {
        if (Environment.GetEnvironmentVariable("BUNRAKU_HOME") is { Length: > 0 } home)
        {
            return Path.GetFullPath(Path.Combine(home, kind));
        }

        if (OperatingSystem.IsWindows())
        {
            string below = windows == Environment.SpecialFolder.LocalApplicationData ? Path.Combine("Bunraku", kind) : "Bunraku";
            return Path.Combine(Environment.GetFolderPath(windows), below);
        }

        string user = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsMacOS())
        {
            return Path.Combine(user, mac, "Bunraku");
        }

        return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } xdg && Path.IsPathRooted(xdg)
            ? Path.Combine(xdg, "bunraku")
            : Path.Combine(user, unixDefault, "bunraku");
    }
}
