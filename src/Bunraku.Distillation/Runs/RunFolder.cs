namespace Bunraku.Distillation.Runs;

/// <summary>The files of a run, by the names of the published program and ours. See docs/distiller.md.</summary>
/// <param name="Path">The full path of the run's folder.</param>
public sealed record RunFolder(string Path)
{
    /// <summary>The configuration that the run began with.</summary>
    public string Config => System.IO.Path.Combine(Path, "config.yaml");

    /// <summary>What the run is: teacher, poses and configuration that it must be resumed with.</summary>
    public string Record => System.IO.Path.Combine(Path, "run.json");

    /// <summary>How it goes; see <see cref="RunStatus"/>.</summary>
    public string Status => System.IO.Path.Combine(Path, "status.json");

    /// <summary>Locked by the process that trains.</summary>
    public string Lock => System.IO.Path.Combine(Path, "run.lock");

    /// <summary>There while a process trains, which writes it again and again.</summary>
    public string Lease => System.IO.Path.Combine(Path, "run.lease");

    /// <summary>There while somebody asks the process to stop; see <see cref="Runs.StopRequest"/>.</summary>
    public string StopRequest => System.IO.Path.Combine(Path, "stop");

    /// <summary>What a process that trains in the background has printed.</summary>
    public string Output => System.IO.Path.Combine(Path, "distiller.log");

    /// <summary>The student as it is at the latest checkpoint.</summary>
    public string CharacterModel => System.IO.Path.Combine(Path, Core.Characters.CharacterModel.OutputFolder);

    /// <summary>The quality at every checkpoint, a line of JSON each.</summary>
    public string Quality => System.IO.Path.Combine(Path, "quality.jsonl");

    /// <summary>Where <c>--fresh</c> moves what was there, into a folder for each time.</summary>
    public string Replaced => System.IO.Path.Combine(Path, "replaced");

    /// <summary>The folder of all that belongs to one network.</summary>
    public string NetworkFolder(NetworkRun network) => System.IO.Path.Combine(Path, network.Name);

    /// <summary>The folder of a network's states to try.</summary>
    public string Checkpoints(NetworkRun network) => System.IO.Path.Combine(NetworkFolder(network), "checkpoint");

    /// <summary>The folder of the state that a network's training resumes from.</summary>
    public string Snapshot(NetworkRun network) => System.IO.Path.Combine(NetworkFolder(network), "snapshot");

    /// <summary>The folder of a network's sample pictures.</summary>
    public string SampleOutputs(NetworkRun network) => System.IO.Path.Combine(NetworkFolder(network), "sample_outputs");

    /// <summary>The folder of a network's TensorBoard log.</summary>
    public string Log(NetworkRun network) => System.IO.Path.Combine(NetworkFolder(network), "log");
}
