using Bunraku.Core.Errors;
using Bunraku.Core.Models;
using Microsoft.AspNetCore.Hosting;

namespace Bunraku.Studio.Features.Webcam;

/// <summary>What the face detection needs in addition to Studio: MediaPipe's program, which the build brings, and its networks, which the user fetches.</summary>
internal sealed class FaceModel(ModelFolder folder, IWebHostEnvironment environment) : IDisposable
{
    private readonly HttpClient _client = new();
    private readonly Lock _gate = new();
    private CancellationTokenSource? _fetching;

    /// <summary>Raised, on any thread, when something here has changed.</summary>
    public event Action? Changed;

    /// <summary>Where the networks are looked for.</summary>
    public string Path => folder.PathOf(PublishedModel.Face);

    /// <summary>Whether the build found MediaPipe's program.</summary>
    public bool HasProgram => environment.WebRootFileProvider.GetFileInfo("vendor/tasks-vision/vision_bundle.mjs").Exists;

    /// <summary>Whether the networks are there.</summary>
    public bool HasNetworks => folder.Has(PublishedModel.Face);

    /// <summary>How far the fetch is that runs now, or null.</summary>
    public FetchProgress? Progress { get; private set; }

    /// <summary>Why the last fetch failed, or null.</summary>
    public Phrase? Problem { get; private set; }

    /// <summary>Begins to fetch the networks from their publisher, unless that is under way.</summary>
    public void Fetch()
    {
        lock (_gate)
        {
            if (_fetching is not null)
            {
                return;
            }

            _fetching = new CancellationTokenSource();
        }

        Problem = null;
        Progress = new FetchProgress(0, PublishedModel.Face.Length);
        _ = FetchAsync(_fetching);
    }

    /// <summary>Stops the fetch; it continues from there when it is started again.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _fetching?.Cancel();
        }
    }

    /// <summary>Takes a file of the user's as the networks.</summary>
    /// <exception cref="BadInputException">It is not the published file, or it cannot be written.</exception>
    public void Import(Stream content, string name)
    {
        folder.Import(PublishedModel.Face, content, name);
        Problem = null;
        Changed?.Invoke();
    }

    public void Dispose()
    {
        Stop();
        _client.Dispose();
    }

    private async Task FetchAsync(CancellationTokenSource stop)
    {
        try
        {
            await Task.Run(() => new ModelFetch(folder, _client).FetchAsync(PublishedModel.Face, null, new ProgressNote(this), stop.Token));
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
            Problem = Phrase.Of($"The face model could not be fetched: {e.Message}");
        }
        finally
        {
            Progress = null;
            lock (_gate)
            {
                _fetching = null;
            }

            stop.Dispose();
            Changed?.Invoke();
        }
    }

    private sealed class ProgressNote(FaceModel model) : IProgress<FetchProgress>
    {
        void IProgress<FetchProgress>.Report(FetchProgress value)
        {
            model.Progress = value;
            model.Changed?.Invoke();
        }
    }
}
