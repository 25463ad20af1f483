namespace Bunraku.Core.Files;

/// <summary>
/// Keeps other processes away: a file that is locked while this object lives, and gone afterwards. On Unix a file can be deleted between its opening and its
/// locking, and then two processes would hold two files of one name. So the holder gives its file a random time, and checks that the name leads to a file of that time.
/// </summary>
public sealed class FileLock : IDisposable
{
    private const int MostTries = 1000;

    private readonly string _path;
    private readonly FileStream _file;

    private FileLock(string path, FileStream file) => (_path, _file) = (path, file);

    /// <summary>Takes the lock, without waiting.</summary>
    /// <exception cref="IOException">Another process has it, or the file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be written.</exception>
    public static FileLock Take(string path)
    {
        for (int turn = 1; ; turn++)
        {
            // Windows deletes the file and ends the lock in one step.
            FileStream file = new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None);
            var taken = new FileLock(path, file);
            try
            {
                if (OperatingSystem.IsWindows() || Leads(path, file) || turn == MostTries)
                {
                    return taken;
                }
            }
            catch
            {
                taken.Dispose();
                throw;
            }

            file.Dispose(); // Its name is another's by now.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(_path);
        }

        _file.Dispose();
    }

    private static bool Leads(string path, FileStream file)
    {
        DateTime token = DateTime.UnixEpoch.AddSeconds(2 * Random.Shared.Next(500_000_000)); // Every file system keeps even seconds.
        File.SetLastWriteTimeUtc(file.SafeFileHandle, token);
        return File.GetLastWriteTimeUtc(path) == token;
    }
}
