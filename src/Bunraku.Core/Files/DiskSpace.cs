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

    /// <summary>Windows reports ERROR_HANDLE_DISK_FULL (39) or ERROR_DISK_FULL (112), Unix ENOSPC (28) or EDQUOT (122; 69 on macOS).</summary>
    private static bool IsFullCode(int code) => OperatingSystem.IsWindows() ? code is 39 or 112 : code is 28 or 122 or 69;
}
