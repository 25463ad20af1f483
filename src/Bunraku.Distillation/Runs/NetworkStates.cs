using System.Globalization;
using Bunraku.Core.Errors;

namespace Bunraku.Distillation.Runs;

/// <summary>All saved states of one network of a run: the snapshot and the checkpoints.</summary>
internal sealed class NetworkStates
{
    private readonly RunFolder _run;
    private readonly string _runId;
    private readonly TrainedNetwork _network;

    public NetworkStates(RunFolder run, string runId, TrainedNetwork network)
    {
        _run = run;
        _runId = runId;
        _network = network;
        Snapshot = new StateFolder(run.Snapshot(network));
    }

    public StateFolder Snapshot { get; }

    public StateFolder Checkpoint(int index) => new(Path.Combine(_run.Checkpoints(_network), index.ToString("0000", CultureInfo.InvariantCulture)));

    /// <exception cref="BadInputException">It cannot be written; the snapshot before it is still there.</exception>
    public void SaveSnapshot(TrainingState state, double learningRate) => Save(Snapshot, state, learningRate);

    /// <exception cref="BadInputException">It cannot be written.</exception>
    public void SaveCheckpoint(int index, TrainingState state, double learningRate) => Save(Checkpoint(index), state, learningRate);

    /// <summary>
    /// The newest complete state: the snapshot or what a crash left beside it, else the latest checkpoint.
    /// </summary>
    /// <param name="warn">Told of every state that had to be passed over.</param>
    /// <returns>Null where none was ever completed.</returns>
    /// <exception cref="BadInputException">There are states, but none that can be used.</exception>
    public TrainingState? LoadNewest(Action<string> warn)
    {
        var problems = new List<string>();
        TrainingState? found = NewestOf(Snapshot.Candidates, problems);
        foreach (string checkpoint in CheckpointFolders())
        {
            found ??= NewestOf(new StateFolder(checkpoint).Candidates, problems);
        }

        if (found is null && problems.Count > 0)
        {
            throw new BadInputException(
                $"{_run.NetworkFolder(_network)}: there are saved states, but none can be used: {string.Join("; ", problems)}. Restore one, or begin anew with --fresh.");
        }

        problems.ForEach(warn);
        return found;
    }

    /// <summary>The number of examples in the newest complete state, without loading it; null where there is none.</summary>
    public long? NewestCount() => Snapshot.Candidates
        .Concat(CheckpointFolders().SelectMany(folder => new StateFolder(folder).Candidates))
        .Select(folder => Directory.Exists(folder) ? StateFolder.Verify(folder, _runId, _network.Name).Manifest?.ExamplesSeen : null)
        .Max();

    private TrainingState? NewestOf(IReadOnlyList<string> folders, List<string> problems)
    {
        var complete = new List<(string Folder, StateManifest Manifest)>();
        foreach (string folder in folders.Where(Directory.Exists))
        {
            (StateManifest? manifest, string? problem) = StateFolder.Verify(folder, _runId, _network.Name);
            if (manifest is not null)
            {
                complete.Add((folder, manifest));
            }
            else if (!folder.EndsWith(".new", StringComparison.Ordinal))
            {
                // An incomplete .new is what every crash during a save leaves: nothing is lost by it.
                problems.Add($"{folder}: {problem}");
            }
        }

        foreach ((string folder, StateManifest manifest) in complete.OrderByDescending(state => state.Manifest.ExamplesSeen))
        {
            try
            {
                return StateFolder.Load(folder, manifest, _network.Layers);
            }
            catch (BadInputException problem)
            {
                problems.Add(problem.Message);
            }
        }

        return null;
    }

    private IEnumerable<string> CheckpointFolders()
    {
        string folder = _run.Checkpoints(_network);
        return Directory.Exists(folder)
            ? Directory.GetDirectories(folder)
                .Select(path => path.EndsWith(".new", StringComparison.Ordinal) || path.EndsWith(".old", StringComparison.Ordinal) ? path[..^4] : path)
                .Distinct()
                .OrderDescending(StringComparer.Ordinal)
            : [];
    }

    private void Save(StateFolder folder, TrainingState state, double learningRate)
    {
        try
        {
            folder.Save(state, _runId, _network.Name, learningRate);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{folder.Path}: the state of the training cannot be written: {error.Message}", error);
        }
    }
}
