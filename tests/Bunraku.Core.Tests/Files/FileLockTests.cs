using Bunraku.Core.Files;

namespace Bunraku.Core.Tests.Files;

public sealed class FileLockTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Lock_that_is_held_is_refused_and_one_that_was_ended_leaves_no_file()
    {
        string path = _temporary.File("a.lock");
        using (FileLock.Take(path))
        {
            Assert.ThrowsAny<IOException>(() => FileLock.Take(path));
        }

        Assert.False(File.Exists(path));
        FileLock.Take(path).Dispose();
    }

    /// <summary>A file that is merely locked and deleted at its end (<see cref="FileOptions.DeleteOnClose"/>) is held twice within a few thousand turns.</summary>
    [Fact]
    public void Nobody_gets_in_between_the_deletion_of_the_file_and_the_end_of_its_lock()
    {
        string path = _temporary.File("a.lock");
        int inside = 0, met = 0, turns = 0;
        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ =>
        {
            for (int attempt = 0; attempt < 10_000; attempt++)
            {
                try
                {
                    using FileLock held = FileLock.Take(path);
                    Interlocked.Add(ref met, Interlocked.Increment(ref inside) > 1 ? 1 : 0);
                    Interlocked.Increment(ref turns);
                    Interlocked.Decrement(ref inside);
                }
                catch (IOException)
                {
                    // Another has it.
                }
            }
        });

        Assert.Equal(0, met);
        Assert.InRange(turns, 100, int.MaxValue);
    }
}
