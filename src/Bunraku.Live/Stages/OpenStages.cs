using System.Collections.Concurrent;
using System.Security.Cryptography;
using Bunraku.Core.Errors;
using Bunraku.Live.Items;
using Microsoft.Extensions.Logging;

namespace Bunraku.Live.Stages;

/// <summary>The stages of all open pages.</summary>
public sealed class OpenStages(ILogger<Stage> logger, ItemShelf items) : IDisposable
{
    private const int Most = 16;
    private readonly Lock _opening = new();
    private readonly ConcurrentDictionary<string, Stage> _stages = new(StringComparer.Ordinal);

    /// <summary>How many are open.</summary>
    public int Count => _stages.Count;

    /// <summary>Those that are open now.</summary>
    public IEnumerable<Stage> All => _stages.Values;

    /// <summary>Opens a stage of the usual kind for one page.</summary>
    /// <exception cref="BadInputException">Too many pages are open.</exception>
    public LiveStage Open() => Open(id => new LiveStage(id, logger, items));

    /// <summary>Opens a stage for one page.</summary>
    /// <param name="create">Makes it, with the id that it is given.</param>
    /// <exception cref="BadInputException">Too many pages are open.</exception>
    public T Open<T>(Func<string, T> create)
        where T : Stage
    {
        lock (_opening)
        {
            if (_stages.Count >= Most)
            {
                throw new BadInputException($"Studio shows at most {Most} pages at a time: close another one, then load this page again.");
            }

            T stage = create(RandomNumberGenerator.GetHexString(32, lowercase: true));
            _stages[stage.Id] = stage;
            return stage;
        }
    }

    /// <summary>The stage that has this name for an address and stays open as long as Studio runs.</summary>
    public LiveStage OpenNamed(string name)
    {
        lock (_opening)
        {
            return (LiveStage)_stages.GetOrAdd(name, id => new LiveStage(id, logger, items));
        }
    }

    /// <summary>The stage of that address, or null.</summary>
    public Stage? Find(string id) => _stages.GetValueOrDefault(id);

    /// <summary>Ends a stage.</summary>
    public void Close(Stage stage)
    {
        if (_stages.TryRemove(stage.Id, out Stage? closed))
        {
            closed.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Stage stage in _stages.Values)
        {
            Close(stage);
        }
    }
}
