using System.Diagnostics;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Distillation.Runs;

/// <summary>
/// Keeps a second process away from a run, by a file lock and a <see cref="RunLease"/>. The operating system takes the lock back however the process ends, so
/// nothing has to be cleaned up after a crash.
/// </summary>
internal sealed class RunLock : IDisposable
{
    /// <summary>A process that has just ended may hold the lock for a moment longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly FileStream _file;
    private readonly RunLease _lease;

    private RunLock(FileStream file, RunLease lease) => (_file, _lease) = (file, lease);

    /// <summary>Takes the lock of a run.</summary>
    /// <exception cref="BadInputException">Another process has it, or the folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The wait for another process was ended.</exception>
    public static RunLock Take(RunFolder run, CancellationToken stop = default) => Take(run, RunLease.LongestSilence, stop);

    /// <inheritdoc cref="Take(RunFolder, CancellationToken)"/>
    /// <param name="run">The run.</param>
    /// <param name="silence">See <see cref="RunLease.LongestSilence"/>.</param>
    /// <param name="stop">Ends the wait for another process.</param>
    internal static RunLock Take(RunFolder run, TimeSpan silence, CancellationToken stop = default)
    {
        FileStream? file = null;
        try
        {
            file = OpenPatiently(run, stop);
            return new RunLock(file, RunLease.Take(run, KeepsOthersAway(run), silence, stop));
        }
        catch (Exception error)
        {
            file?.Dispose();
            if (error is IOException or UnauthorizedAccessException)
            {
                throw IsOfSharing(error) ? RunLease.Taken(run, error) : Unusable(run, error);
            }

            throw;
        }
    }

    /// <summary>Whether a process trains a run, as far as can be told at once; see <see cref="RunLease.IsHeld"/>.</summary>
    public static bool IsTaken(RunFolder run) => File.Exists(run.Lease) ? RunLease.IsHeld(run) : IsLocked(run);

    /// <summary>The same, once it is certain; see <see cref="RunLease.Watch"/>.</summary>
    public static bool IsTakenForCertain(RunFolder run, CancellationToken stop) => File.Exists(run.Lease) ? RunLease.Watch(run, RunLease.LongestSilence, stop) : IsLocked(run);

    public void Dispose()
    {
        _lease.Dispose();
        _file.Dispose();
    }

    private static FileStream OpenPatiently(RunFolder run, CancellationToken stop)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return Open(run);
            }
            catch (IOException error) when (IsOfSharing(error) && Stopwatch.GetElapsedTime(start) < Patience)
            {
                RunLease.Pause(TimeSpan.FromMilliseconds(20), stop);
            }
        }
    }

    /// <summary>Not on every file system, and not with every setting of the runtime.</summary>
    private static bool KeepsOthersAway(RunFolder run)
    {
        try
        {
            Open(run).Dispose();
            return false;
        }
        catch (IOException error) when (IsOfSharing(error))
        {
            return true;
        }
    }

    /// <summary>For a process of a version that knew no lease. What cannot be opened for another reason is not locked.</summary>
    private static bool IsLocked(RunFolder run)
    {
        try
        {
            new FileStream(run.Lock, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0).Dispose();
            return false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return IsOfSharing(error);
        }
    }

    private static FileStream Open(RunFolder run) => new(run.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);

    /// <summary>Windows reports ERROR_SHARING_VIOLATION (32) or ERROR_LOCK_VIOLATION (33), Unix EWOULDBLOCK (11; 35 on macOS).</summary>
    private static bool IsOfSharing(Exception error) =>
        error is IOException && (error.HResult & 0xFFFF) is var code && (OperatingSystem.IsWindows() ? code is 32 or 33 : code == (OperatingSystem.IsMacOS() ? 35 : 11));

    private static BadInputException Unusable(RunFolder run, Exception error)
    {
        const int ReadOnlyFileSystem = 30;
        string name = Path.GetFileName(run.Lock);
        string why = error switch
        {
            _ when DiskSpace.IsUsedUp(error) => "the disk is full, so the run cannot begin.",
            _ when Directory.Exists(run.Lock) => $"{name} is a folder, but it must be a file. Remove it.",
            _ when new FileInfo(run.Lock).LinkTarget is { } target => $"{name} is a link to {target}, which cannot be opened. Remove it.",
            _ when !OperatingSystem.IsWindows() && (error.HResult & 0xFFFF) == ReadOnlyFileSystem => "the folder of the run is on a read-only file system. Choose another prefix.",
            UnauthorizedAccessException => "you have no permission to write in the folder of the run. Choose another prefix.",
            _ => $"the folder of the run cannot be written: {error.Message}",
        };
        return new BadInputException($"{run.Path}: {why}", error);
    }
}
