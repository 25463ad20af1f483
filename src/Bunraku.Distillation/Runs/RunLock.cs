using Bunraku.Core.Errors;

namespace Bunraku.Distillation.Runs;

/// <summary>
/// Keeps a second process away from a run. The operating system holds the lock and gives it back however the process ends, so nothing has to be
/// cleaned up after a crash.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private readonly FileStream _file;

    private RunLock(FileStream file) => _file = file;

    /// <summary>Takes the lock of a run.</summary>
    /// <exception cref="BadInputException">Another process has it, or the folder cannot be written.</exception>
    public static RunLock Take(RunFolder run)
    {
        try
        {
            return new RunLock(Open(run));
        }
        catch (IOException error) when (Directory.Exists(run.Path))
        {
            string who = RunStatus.TryRead(run) is { } status ? $" (process {status.Pid})" : string.Empty;
            throw new BadInputException($"{run.Path}: another process{who} is training this run. Wait for it or stop it; bunraku distiller status shows how far it is.", error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new BadInputException($"{run.Path}: you have no permission to write in the folder of the run. Choose another prefix.", error);
        }
    }

    /// <summary>Whether a process is training a run.</summary>
    public static bool IsTaken(RunFolder run)
    {
        if (!File.Exists(run.Lock))
        {
            return false;
        }

        try
        {
            Open(run).Dispose();
            return false;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Open(RunFolder run) => new(run.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
}
