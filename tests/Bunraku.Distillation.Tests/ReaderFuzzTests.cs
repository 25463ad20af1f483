using System.Text;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Logging;
using Bunraku.Distillation.Quality;
using Bunraku.Distillation.Runs;
using Bunraku.TestSupport;

namespace Bunraku.Distillation.Tests;

/// <summary>Every reader of a run's files takes or refuses whatever it is given, and says so in one safe line.</summary>
[Trait("Category", "Slow")]
public sealed class ReaderFuzzTests : IDisposable
{
    private static readonly DateTimeOffset Time = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly ScratchFolder _folder = new();

    private RunFolder Run => new(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("record", 6_000)]
    [InlineData("status", 6_000)]
    [InlineData("manifest", 6_000)]
    [InlineData("quality", 6_000)]
    [InlineData("configuration", 6_000)]
    [InlineData("lease", 3_000)]
    [InlineData("events", 3_000)]
    [InlineData("optimizer", 3_000)]
    public void Any_mutant_is_taken_or_refused(string name, int mutants)
    {
        int refused = Of(name).Run(mutants);

        // Damaged records of a log are passed over, and a damaged lease is nobody's.
        Assert.True(refused > 0 || name is "events" or "lease", "No mutant was refused.");
    }

    private MutatedReader Of(string name)
    {
        switch (name)
        {
            case "record":
                new RunRecord(1, "id", Time, new Dictionary<string, string> { ["teacher"] = "tha4" }, new Dictionary<string, string> { ["num_gpus"] = "1" }).Write(Run);
                return OfFile(Run.Record, () => RunRecord.Read(Run)?.ChangesTo(RunRecord.Read(Run)!).Count());
            case "status":
                new RunStatus { Message = "m", Network = "face_morpher", EtaSeconds = 5, Losses = new Dictionary<string, double> { ["loss"] = 0.5 } }.TryWrite(Run);
                return OfFile(Run.Status, () => Require(RunStatus.Read(Run) is not null));
            case "lease":
                byte[] lease;
                using (RunLock.Take(Run, TestContext.Current.CancellationToken))
                {
                    lease = File.ReadAllBytes(Run.Lease);
                }

                File.WriteAllBytes(Run.Lease, lease);
                return OfFile(Run.Lease, () => RunLock.IsTaken(Run));
            case "manifest":
                File.WriteAllText(Path.Combine(_folder.Path, "a.pt"), "a");
                File.WriteAllText(
                    Path.Combine(_folder.Path, StateManifest.FileName),
                    new StateManifest(1, "id", "face_morpher", 8, 1, [StateManifest.StateFile.Of(_folder.Path, "a.pt")]).ToJson());
                return OfFile(Path.Combine(_folder.Path, StateManifest.FileName), () => Require(StateManifest.ReadVerified(_folder.Path) is { Manifest: not null }));
            case "quality":
                return MutatedReader.OfText(
                    new QualityLine("face_morpher", 4, 2, 30.5, 29, 31, 0.9, 0.8, Time).ToJson(), bytes => Require(QualityLine.TryParse(Encoding.UTF8.GetString(bytes)) is not null));
            case "configuration":
                return MutatedReader.OfText(ConfigFile.ToText(new DistillationConfig { Prefix = "run", CharacterImageFileName = "c.png", FaceMaskImageFileName = "m.png" }), bytes => ConfigFile.Parse(Encoding.UTF8.GetString(bytes), "config.yaml"));
            case "events":
                return OfFile(WriteEvents(), path => new EventFileReader(path).ReadNew());
            default:
                string optimizer = Path.Combine(_folder.Path, "optimizer.pt");
                OptimizerFile.Write(optimizer, 3, Weights(), Weights(), 1e-4);
                return OfFile(optimizer, path => OptimizerFile.Read(path, Weights()));
        }
    }

    private static MutatedReader OfFile(string path, Action<string> read) => new(File.ReadAllBytes(path), bytes =>
    {
        File.WriteAllBytes(path, bytes);
        read(path);
    });

    private static MutatedReader OfFile(string path, Action read) => OfFile(path, _ => read());

    private static MutatedReader OfFile<T>(string path, Func<T> read) => OfFile(path, _ => read());

    /// <summary>Readers that tell a damaged file by null are counted like those that throw.</summary>
    private static void Require(bool isRead)
    {
        if (!isRead)
        {
            throw new BadInputException("It was passed over.");
        }
    }

    private static StateDict Weights() => new([new("layer.weight", new Tensor([2, 3], [1, 2, 3, 4, 5, 6]))]);

    private string WriteEvents()
    {
        using EventFileWriter writer = EventFileWriter.Create(_folder.Path);
        writer.Write(1, ("loss", 0.5), ("rate", 1e-4));
        return writer.Path;
    }
}
