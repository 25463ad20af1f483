namespace Bunraku.Core.Files;

/// <summary>
/// The files and folders that are being written under temporary names. A program that has to end at once, at a signal, deletes them first.
/// </summary>
public static class UnfinishedOutput
{
    /// <summary>What was named just before the end may be created just after it.</summary>
    private static readonly TimeSpan BetweenNameAndFile = TimeSpan.FromMilliseconds(50);

    private static readonly Lock Gate = new();
    private static readonly HashSet<string> Paths = [];
    private static bool _isOver;

    /// <summary>Names a file or folder that is about to be created; disposing the result says that it has its final name or is gone.</summary>
    /// <exception cref="OperationCanceledException">The program is ending: nothing new may begin.</exception>
    public static IDisposable Begin(string path)
    {
        lock (Gate)
        {
            if (_isOver)
            {
                throw new OperationCanceledException();
            }

            Paths.Add(path);
        }

        return new Entry(path);
    }

    /// <summary>Deletes everything unfinished, and lets nothing new begin. Call it only just before the process ends.</summary>
    public static void DeleteAll()
    {
        lock (Gate)
        {
            _isOver = true;
        }

        DeleteNamed();
#pragma warning disable RS0030 // The process ends now: there is nothing left that could cancel a wait.
        Thread.Sleep(BetweenNameAndFile);
#pragma warning restore RS0030
        DeleteNamed();
    }

    private static void DeleteNamed()
    {
        string[] named;
        lock (Gate)
        {
            named = [.. Paths];
        }

        foreach (string path in named)
        {
            try
            {
                if (Directory.Exists(path))
                {
                    Directory.Delete(path, recursive: true);
                }

                File.Delete(path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // The process is ending; nothing more can be done.
            }
        }
    }

    private sealed class Entry(string path) : IDisposable
    {
        public void Dispose()
        {
            lock (Gate)
            {
                Paths.Remove(path);
            }
        }
    }
}
