using System.Globalization;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Distillation.Runs;

/// <summary>All saved states of one network of a run: the snapshot and the checkpoints.</summary>
internal sealed class NetworkStates
{
    private readonly RunFolder _run;
    private readonly string _runId;
    private readonly NetworkRun _network;

    public NetworkStates(RunFolder run, string runId, NetworkRun network)
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

    /// <summary>The newest complete state: the snapshot, what a crash left next to it, or the latest checkpoint.</summary>
    /// <param name="warn">Told of every state that had to be passed over.</param>
    /// <returns>Null where none was ever completed.</returns>
    /// <exception cref="BadInputException">There are states, but none that can be used.</exception>
    public TrainingState? LoadNewest(Action<string> warn)
    {
        var problems = new List<string>();
        TrainingState? found = null;
        foreach ((string folder, StateManifest manifest) in Complete(problems).OrderByDescending(state => state.Manifest.ExamplesSeen))
        {
            try
            {
                found = StateFolder.Load(folder, manifest, _network.Layers);
                break;
            }
            catch (BadInputException problem)
            {
                problems.Add(problem.Message);
            }
        }

        if (found is null && problems.Count > 0)
        {
            throw new BadInputException(
                $"{_run.NetworkFolder(_network)}: there are saved states, but none can be used: {string.Join("; ", problems)}. Restore one, or start over with --fresh.");
        }

        problems.ForEach(problem => warn($"passed over a saved state: {problem}"));
        return found;
    }

    /// <summary>All complete folders of the snapshot, and those of the latest checkpoint that has any.</summary>
    private List<(string Folder, StateManifest Manifest)> Complete(List<string> problems)
    {
        List<(string Folder, StateManifest Manifest)> complete = CompleteOf(Snapshot, problems);
        complete.AddRange(CheckpointFolders().Select(folder => CompleteOf(new StateFolder(folder), problems)).FirstOrDefault(found => found.Count > 0) ?? []);
        return complete;
    }

    private List<(string Folder, StateManifest Manifest)> CompleteOf(StateFolder state, List<string> problems)
    {
        var complete = new List<(string, StateManifest)>();
        foreach (string folder in state.Candidates.Where(Directory.Exists))
        {
            (StateManifest? manifest, string? problem) = StateFolder.Verify(folder, _runId, _network.Name);
            if (manifest is not null)
            {
                complete.Add((folder, manifest));
            }
            else if (folder == state.Path)
            {
                // Under temporary names a crash leaves incomplete folders, and nothing is lost by them.
                problems.Add($"{folder}: {problem}");
            }
        }

        return complete;
    }

    private IEnumerable<string> CheckpointFolders()
    {
        string folder = _run.Checkpoints(_network);
        return Directory.Exists(folder)
            ? Directory.GetDirectories(folder)
                .Where(path => Path.GetFileName(path) != FolderSwap.StagingName)
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
