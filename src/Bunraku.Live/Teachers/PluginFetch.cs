using Bunraku.Core.Errors;
using Bunraku.Core.Models;

namespace Bunraku.Live.Teachers;

/// <summary>Fetches libtorch for a plug-in that came with the program.</summary>
/// <param name="libtorch">Where it is kept.</param>
public sealed class PluginFetch(TorchRuntime libtorch) : PluginSource
{
    private readonly Lock _gate = new();
    private CancellationTokenSource? _running;

    /// <inheritdoc/>
    public override bool IsPossible => true;

    /// <inheritdoc/>
    public override bool IsRunning => Volatile.Read(ref _running) is not null;

    /// <inheritdoc/>
    public override string Command => $"bunraku models fetch {TorchRuntime.Name}";

    /// <inheritdoc/>
    public override void Start()
    {
        CancellationTokenSource stop;
        lock (_gate)
        {
            if (_running is not null)
            {
                return;
            }

            (Problem, Downloaded) = (null, 0);
            _running = stop = new CancellationTokenSource();
        }

        Tell();
        _ = Task.Run(() => RunAsync(stop));
    }

    /// <inheritdoc/>
    public override void Cancel()
    {
        lock (_gate)
        {
            _running?.Cancel();
        }
    }

    private async Task RunAsync(CancellationTokenSource stop)
    {
        try
        {
            using var client = new HttpClient();
            await libtorch.FetchAsync(client, address: null, new Note<FetchProgress>(Tell), stop.Token);
        }
        catch (BadInputException e)
        {
            Problem = e.Phrase;
        }
        catch (OperationCanceledException)
        {
            // The user stopped it.
        }
        catch (Exception e)
        {
            Problem = $"libtorch could not be fetched: {e.Message}";
        }
        finally
        {
            lock (_gate)
            {
                _running = null;
            }

            stop.Dispose();
            Tell();
        }
    }

    private void Tell(FetchProgress progress)
    {
        const long Step = 1_000_000;
        bool isNew = progress.Received / Step != Downloaded / Step;
        Downloaded = progress.Received;
        if (isNew)
        {
            Tell();
        }
    }
}
