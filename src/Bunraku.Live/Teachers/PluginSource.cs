using Bunraku.Core.Errors;

namespace Bunraku.Live.Teachers;

/// <summary>A way to bring the libtorch plug-in to this computer while the program runs.</summary>
public abstract class PluginSource : IDisposable
{
    /// <summary>Raised, on any thread, when something here has changed.</summary>
    public event Action? Changed;

    /// <summary>Whether it can be done from here; else the user does it in a terminal.</summary>
    public abstract bool IsPossible { get; }

    /// <summary>Whether it is running.</summary>
    public abstract bool IsRunning { get; }

    /// <summary>The command that does the same.</summary>
    public abstract string Command { get; }

    /// <summary>The bytes that are there; 0 before the first.</summary>
    public long Downloaded { get; protected set; }

    /// <summary>Why the last try failed, or null.</summary>
    public Phrase? Problem { get; protected set; }

    /// <summary>The last lines that it wrote.</summary>
    public virtual string Output => "";

    /// <summary>Begins, unless it is running.</summary>
    public abstract void Start();

    /// <summary>Ends it; what was fetched stays for the next try.</summary>
    public abstract void Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        Cancel();
        GC.SuppressFinalize(this);
    }

    /// <summary>Says that something has changed.</summary>
    protected void Tell() => Changed?.Invoke();
}
