using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Models;
using Bunraku.Core.Teachers;

namespace Bunraku.Live.Teachers;

/// <summary>Brings the five files of weights into the user's folder of models: from a folder or an archive of the user's, or from an address that the user gives.</summary>
public sealed class WeightsImport(TeacherSetup setup) : IDisposable
{
    private readonly HttpClient _client = new() { Timeout = Timeout.InfiniteTimeSpan };
    private readonly Lock _gate = new();
    private CancellationTokenSource? _running;

    /// <summary>Raised, on any thread, when something here has changed.</summary>
    public event Action? Changed;

    /// <summary>What it does now, or null.</summary>
    public Phrase? Step { get; private set; }

    /// <summary>The finished share of the step, 0 to 1.</summary>
    public double Fraction { get; private set; }

    /// <summary>Why the last one failed, or null.</summary>
    public Phrase? Problem { get; private set; }

    /// <summary>Begins, unless it is running.</summary>
    /// <param name="publication">What is in it.</param>
    /// <param name="source">A path as a person types it, or an http address.</param>
    public void Start(TeacherPublication publication, string source)
    {
        CancellationTokenSource stop;
        lock (_gate)
        {
            if (_running is not null)
            {
                return;
            }

            _running = stop = new CancellationTokenSource();
        }

        Problem = null;
        Tell(Phrase.Of("Looking at it"), 0);
        _ = Task.Run(() => RunAsync(publication, source.Trim(), stop));
    }

    /// <summary>Stops it. What was received stays for the next try; the folder is as it was.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _running?.Cancel();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _client.Dispose();
    }

    private async Task RunAsync(TeacherPublication publication, string source, CancellationTokenSource stop)
    {
        try
        {
            var models = PublishedTeacher.OfUser(publication);
            var importing = new Note<double>(share => Tell(Phrase.Of("Checking and copying"), share));
            if (AddressIn(source) is { } address)
            {
                var fetch = new TeacherFetch(ModelFolder.OfUser, models, _client);
                await fetch.ReceiveAsync(address, sha256: null, new Note<FetchProgress>(Tell), stop.Token);
                fetch.Import(importing, stop.Token);
            }
            else
            {
                models.Import(TypedPath.Resolve(source, "the archive or of its unpacked folder"), importing, stop.Token);
            }

            setup.UseUsersWeights();
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
            Problem = $"The weights could not be imported: {e.Message}";
        }
        finally
        {
            lock (_gate)
            {
                Step = null;
                _running = null;
            }

            stop.Dispose();
            Changed?.Invoke();
        }
    }

    private static Uri? AddressIn(string source) =>
        Uri.TryCreate(source, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" ? address : null;

    private void Tell(FetchProgress progress) => Tell(
        progress.Length is { } length ? Phrase.Of($"Fetching: {progress.Received / 1_000_000} of {length / 1_000_000} MB") : Phrase.Of($"Fetching: {progress.Received / 1_000_000} MB"),
        progress.Fraction);

    private void Tell(Phrase step, double fraction)
    {
        bool isNews = !step.Equals(Step) || (int)(100 * fraction) != (int)(100 * Fraction);
        (Step, Fraction) = (step, fraction);
        if (isNews)
        {
            Changed?.Invoke();
        }
    }
}
