using System.Collections.Immutable;

namespace Bunraku.Live.Stages;

/// <summary>
/// Which stage the overlay shows: of the puppeteers that run the one started last; while none runs, that of the page opened last. Safe for any number of threads.
/// </summary>
public sealed class OnAir
{
    private ImmutableList<Stage> _pages = [];
    private ImmutableList<Stage> _running = [];
    private int _overlays;

    /// <summary>Raised, on any thread, when another stage may be on the air, and when <see cref="MayBeStreamed"/> may be another.</summary>
    public event Action? Changed;

    /// <summary>The stage on the air, or null before any page was opened.</summary>
    public Stage? Current => _running is [.., var running] ? running : _pages is [.., var page] ? page : null;

    /// <summary>Whether a stream may use what is shown: an overlay is connected, or a puppeteer runs.</summary>
    public bool MayBeStreamed => Volatile.Read(ref _overlays) > 0 || !_running.IsEmpty;

    /// <summary>Whether a puppeteer moves the character of a stage.</summary>
    public bool IsRunning(Stage stage) => _running.Contains(stage);

    /// <summary>A page shows a stage.</summary>
    public void Open(Stage stage) => Update(ref _pages, pages => pages.Remove(stage).Add(stage));

    /// <summary>A page's stage is gone.</summary>
    public void Close(Stage stage) => Update(ref _pages, pages => pages.Remove(stage));

    /// <summary>A puppeteer was started.</summary>
    public void Start(Stage stage) => Update(ref _running, running => running.Remove(stage).Add(stage));

    /// <summary>A puppeteer was stopped.</summary>
    public void Stop(Stage stage) => Update(ref _running, running => running.Remove(stage));

    /// <summary>An overlay has connected.</summary>
    public void OverlayCame()
    {
        Interlocked.Increment(ref _overlays);
        Changed?.Invoke();
    }

    /// <summary>An overlay is gone.</summary>
    public void OverlayWent()
    {
        Interlocked.Decrement(ref _overlays);
        Changed?.Invoke();
    }

    private void Update(ref ImmutableList<Stage> stages, Func<ImmutableList<Stage>, ImmutableList<Stage>> change)
    {
        if (ImmutableInterlocked.Update(ref stages, change))
        {
            Changed?.Invoke();
        }
    }
}
