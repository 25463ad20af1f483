using Bunraku.Core.Models;
using Bunraku.Live.Teachers;

namespace Bunraku.Live.Tests.Teachers;

public sealed class PluginFetchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bunraku-fetch-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_fails_is_told_and_can_be_tried_again()
    {
        string file = Path.Combine(_folder, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        using var fetch = new PluginFetch(new TorchRuntime(Path.Combine(file, "libtorch")));

        await EndOfAsync(fetch);
        Assert.Contains(file, fetch.Problem?.ToString(), StringComparison.Ordinal);
        await EndOfAsync(fetch);
        Assert.Contains(file, fetch.Problem?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_there_is_not_fetched()
    {
        var libtorch = new TorchRuntime(_folder);
        Directory.CreateDirectory(libtorch.Path);
        await File.WriteAllTextAsync(Path.Combine(libtorch.Path, "libtorch_cpu.so"), "", TestContext.Current.CancellationToken);
        using var fetch = new PluginFetch(libtorch);

        await EndOfAsync(fetch);

        Assert.Null(fetch.Problem);
        Assert.Equal(0, fetch.Downloaded);
    }

    private static async Task EndOfAsync(PluginFetch fetch)
    {
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (!fetch.IsRunning)
            {
                end.TrySetResult();
            }
        }

        fetch.Changed += Look;
        fetch.Start();
        await end.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        fetch.Changed -= Look;
    }
}
