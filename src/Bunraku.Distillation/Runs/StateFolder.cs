using System.Globalization;
using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Runs;

/// <summary>
/// A saved state on disk: a folder that is complete, or is not used. Its files are gathered in a <see cref="FolderSwap"/>, each flushed to the disk, the manifest last.
/// Then the state before it becomes <c>NAME.old</c> and the new one takes its place. At every moment at least one state is complete.
/// </summary>
/// <param name="path">The place: <c>snapshot</c>, or <c>checkpoint/0003</c>.</param>
internal sealed class StateFolder(string path)
{
    /// <summary>What earlier versions left when they were killed between two renames.</summary>
    private const string New = ".new";

    private const string Old = ".old";
    private const string CountFile = "examples_seen_so_far.txt";
    private const string WeightsFile = "module_module.pt";
    private const string OptimizerStateFile = "optimizer_module.pt";
    private const string PreconditionerFile = "preconditioner_module.pt";

    /// <summary>The place.</summary>
    public string Path => path;

    /// <summary>The network in it, for copying.</summary>
    public string Weights => System.IO.Path.Combine(path, WeightsFile);

    /// <summary>The folders that a state may be in after a crash, the place itself first.</summary>
    public IReadOnlyList<string> Candidates
    {
        get
        {
            FolderSwap.Recover(path, path + Old);
            return [path, path + New, path + Old];
        }
    }

    /// <summary>Writes a state; what is there stays as <c>.old</c>.</summary>
    /// <exception cref="BadInputException">It cannot be written; the state before it is still there.</exception>
    /// <exception cref="IOException">The same.</exception>
    public void Save(TrainingState state, string run, string network, double learningRate)
    {
        using FolderSwap swap = FolderSwap.Begin(path, whole: true, previous: path + Old);
        AtomicFile.WriteText(System.IO.Path.Combine(swap.Staging, CountFile), state.ExamplesSeen.ToString(CultureInfo.InvariantCulture) + "\n");
        CheckpointFile.Write(System.IO.Path.Combine(swap.Staging, WeightsFile), state.Weights);
        AdamState optimizer = state.Optimizer;
        OptimizerFile.Write(System.IO.Path.Combine(swap.Staging, OptimizerStateFile), optimizer.Steps, optimizer.First, optimizer.Second, learningRate);
        string[] names = [CountFile, WeightsFile, OptimizerStateFile];
        if (optimizer.Preconditioners is { } preconditioners)
        {
            CheckpointFile.Write(System.IO.Path.Combine(swap.Staging, PreconditionerFile), preconditioners);
            names = [.. names, PreconditionerFile];
        }

        StateManifest.StateFile[] files = [.. names.Select(name => StateManifest.StateFile.Of(swap.Staging, name))];
        var manifest = new StateManifest(StateManifest.CurrentFormat, run, network, state.ExamplesSeen, optimizer.Steps, files);
        AtomicFile.WriteText(System.IO.Path.Combine(swap.Staging, StateManifest.FileName), manifest.ToJson());
        swap.Commit();
        if (Directory.Exists(path + New))
        {
            Directory.Delete(path + New, recursive: true);
        }
    }

    /// <summary>Whether a folder holds a complete state of a network of a run.</summary>
    /// <returns>Its manifest, or null and what is wrong.</returns>
    public static (StateManifest? Manifest, string? Problem) Verify(string folder, string run, string network)
    {
        (StateManifest? manifest, string? problem) = StateManifest.ReadVerified(folder);
        return manifest switch
        {
            null => (null, problem),
            _ when manifest.Network != network => (null, $"it is a state of {manifest.Network}"),
            _ when manifest.Run != run => (null, "it is a state of another run"),
            _ => (manifest, null),
        };
    }

    /// <summary>Loads a state that was verified.</summary>
    /// <exception cref="BadInputException">Its content is not that of such a network.</exception>
    public static TrainingState Load(string folder, StateManifest manifest, IReadOnlyList<LayerSpec> layers)
    {
        string weightsPath = System.IO.Path.Combine(folder, WeightsFile);
        StateDict weights = CheckpointFile.ReadStateDict(weightsPath, CheckpointLimits.Student);
        if (!weights.Entries.Select(entry => (entry.Key, string.Join('x', entry.Value.Shape))).SequenceEqual(Expected(layers)))
        {
            throw new BadInputException($"{weightsPath}: these are not the tensors of this network. The state belongs to another network.");
        }

        (_, StateDict first, StateDict second) = OptimizerFile.Read(System.IO.Path.Combine(folder, OptimizerStateFile), weights);
        return new TrainingState(manifest.ExamplesSeen, weights, new AdamState(manifest.OptimizerSteps, first, second, LoadPreconditioners(folder, manifest, weights)));
    }

    /// <summary>What SOAP has in addition to the moments; null where the state is Adam's.</summary>
    private static StateDict? LoadPreconditioners(string folder, StateManifest manifest, StateDict weights)
    {
        if (manifest.Files.All(file => file.Name != PreconditionerFile))
        {
            return null;
        }

        string path = System.IO.Path.Combine(folder, PreconditionerFile);
        StateDict preconditioners = CheckpointFile.ReadStateDict(path, CheckpointLimits.Student);
        IEnumerable<(string, string)> expected = AdamState.NewSoapFor(weights).Preconditioners!.Entries.Select(Described);
        return preconditioners.Entries.Select(Described).SequenceEqual(expected)
            ? preconditioners
            : throw new BadInputException($"{path}: these are not the preconditioners of this network. The state belongs to another network.");

        static (string, string) Described(KeyValuePair<string, Tensor> entry) => (entry.Key, string.Join('x', entry.Value.Shape));
    }

    private static IEnumerable<(string Name, string Shape)> Expected(IReadOnlyList<LayerSpec> layers) => layers.SelectMany(layer => new (string, string)[]
    {
        ($"{layer.KeyPrefix}.weight", $"{layer.Outputs}x{layer.Inputs}x1x1"),
        ($"{layer.KeyPrefix}.bias", $"{layer.Outputs}"),
    });
}
