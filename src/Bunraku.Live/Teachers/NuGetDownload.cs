namespace Bunraku.Live.Teachers;

/// <summary>
/// How much of libtorch NuGet has downloaded. NuGet itself prints nothing until a package is there, but writes it piece by piece into the folder where it keeps answers
/// of servers.
/// </summary>
/// <param name="cache">That folder.</param>
/// <param name="since">Files that were written before are of another download.</param>
internal sealed class NuGetDownload(string cache, DateTime since)
{
    /// <summary>The folder of this user. Source: learn.microsoft.com/nuget/consume-packages/managing-the-global-packages-and-cache-folders.</summary>
    public static string CacheOfUser => Environment.GetEnvironmentVariable("NUGET_HTTP_CACHE_PATH") is { Length: > 0 } named ? named
        : OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "NuGet", "v3-cache")
        : Path.Combine(DataOfUser, "NuGet", "http-cache");

    private static string DataOfUser => Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } named ? named
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share");

    /// <summary>The bytes that have come so far; 0 where nothing is known.</summary>
    public long Bytes()
    {
        try
        {
            return new DirectoryInfo(cache).EnumerateFiles("nupkg_*torch*", SearchOption.AllDirectories).Where(file => file.LastWriteTimeUtc >= since).Sum(file => file.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0; // A file was renamed while it was looked at, or there is no such folder.
        }
    }
}
