namespace Bunraku.Core.Files;

/// <summary>
/// Moves files and folders. Windows refuses that while another program has them open, and virus scanners, the search index and OneDrive open every new file for
/// a moment. So there a move that is refused is tried again for a second.
/// </summary>
public static class PatientMove
{
    private const int AccessDenied = 5, SharingViolation = 32, LockViolation = 33;
    private const int MostTries = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

#pragma warning disable RS0030 // The banned calls themselves: everything else uses these two methods in place of them.
    /// <inheritdoc cref="System.IO.File.Move(string, string, bool)"/>
    public static void File(string from, string to, bool overwrite = false) => WaitOut(() => System.IO.File.Move(from, to, overwrite), IsHeld);

    /// <inheritdoc cref="Directory.Move(string, string)"/>
    public static void Folder(string from, string to) => WaitOut(() => Directory.Move(from, to), IsHeld);
#pragma warning restore RS0030

    internal static void WaitOut(Action move, Predicate<Exception> isHeld)
    {
        for (int tries = 1; ; tries++)
        {
            try
            {
                move();
                return;
            }
            catch (Exception error) when (tries < MostTries && isHeld(error))
            {
#pragma warning disable RS0030 // Nothing tells when the other program is done, and the wait is short.
                Thread.Sleep(Pause);
#pragma warning restore RS0030
            }
        }
    }

    /// <summary>Whether Windows refused because a program has the file open. It says "access denied" too, if the file is to be replaced.</summary>
    private static bool IsHeld(Exception error) => OperatingSystem.IsWindows() && IsHeld(error.HResult);

    internal static bool IsHeld(int result) => (result & 0xFFFF) is AccessDenied or SharingViolation or LockViolation;
}
