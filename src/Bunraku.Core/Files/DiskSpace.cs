using Bunraku.Core.Errors;

namespace Bunraku.Core.Files;

/// <summary>Tells a full disk from other failures.</summary>
public static class DiskSpace
{
    /// <summary>Whether a failure, or what caused it, is that of a full disk or a used-up quota.</summary>
    public static bool IsUsedUp(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is IOException && IsFullCode(failure.HResult & 0xFFFF))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Refuses to begin what the disk has no room for. Where the system does not tell, it begins.</summary>
    /// <param name="folder">A folder on the disk; it exists.</param>
    /// <param name="bytes">How much is needed.</param>
    /// <param name="what">What needs it, for the message.</param>
    /// <exception cref="BadInputException">There is less.</exception>
    public static void Require(string folder, long bytes, string what)
    {
        long free;
        try
        {
            free = new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return;
        }

        if (free < bytes)
        {
            throw new BadInputException($"{folder}: {what} needs {bytes / 1_000_000 + 1} MB here, but {free / 1_000_000} MB are free. Make room and start it again.");
        }
    }

    /// <summary>Windows reports ERROR_HANDLE_DISK_FULL (39) or ERROR_DISK_FULL (112), Unix ENOSPC (28) or EDQUOT (122; 69 on macOS).</summary>
    private static bool IsFullCode(int code) => OperatingSystem.IsWindows() ? code is 39 or 112 : code is 28 or 122 or 69;
}
