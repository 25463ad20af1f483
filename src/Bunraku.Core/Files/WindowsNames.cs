namespace Bunraku.Core.Files;

/// <summary>File names that Windows gives another meaning.</summary>
internal static class WindowsNames
{
    /// <summary>Whether Windows takes a name, with any ending, for a device.</summary>
    public static bool IsDevice(string name)
    {
        string stem = name.Split('.')[0].TrimEnd().ToUpperInvariant();
        return stem is "CON" or "PRN" or "AUX" or "NUL" or "CONIN$" or "CONOUT$"
            || (stem.Length == 4 && stem[3] is (>= '0' and <= '9') or '¹' or '²' or '³' && (stem.StartsWith("COM", StringComparison.Ordinal) || stem.StartsWith("LPT", StringComparison.Ordinal)));
    }
}
