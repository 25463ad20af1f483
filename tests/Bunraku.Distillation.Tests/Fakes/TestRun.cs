using System.Globalization;
using System.Text;
using Bunraku.Core.Clusters;
using Bunraku.Core.Images;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Teachers;
using Bunraku.Distillation.Training;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Tests.Fakes;

/// <summary>A small run in a separate folder: a picture, a mask, a configuration of a few examples, a fake teacher and a fake backend.</summary>
internal sealed class TestRun : TemporaryFolder
{
    private const int Size = 512;

    private static readonly byte[] Picture = PngFile.Encode(MakePicture());
    private static readonly byte[] Mask = PngFile.EncodeRgb(MakeMask());

    public TestRun()
    {
        File.WriteAllBytes(this["character.png"], Picture);
        File.WriteAllBytes(this["mask.png"], Mask);
        Directory.CreateDirectory(this["run"]);
        Fields = InitialFields();
    }

    /// <summary>The run in the folder of another process, for a child of that.</summary>
    public TestRun(string root)
        : base(root) => Fields = InitialFields();

    /// <summary>The lines of the configuration.</summary>
    public OrderedDictionary<string, string> Fields { get; }

    public RunFolder Folder => new(this["run"]);

    /// <summary>What the latest session said.</summary>
    public List<string> Said { get; } = [];

    /// <summary>Every status that the latest session reported.</summary>
    public List<RunStatus> Reported { get; } = [];

    /// <summary>What stops a session.</summary>
    public CancellationToken Stop { get; set; } = TestContext.Current.CancellationToken;

    /// <summary>Told every status.</summary>
    public Action<RunStatus> OnReport { get; set; } = _ => { };

    /// <summary>The teacher to open, where it is not the fake one.</summary>
    public Func<TeacherRequest, Teacher> OpenTeacher { get; set; } = _ => new Teacher("fake", "fake 1", new FakeTeacher());

    /// <summary>The folder of the bank of frames; null for that of the user.</summary>
    public string? Cache { get; set; }

    /// <summary>Limits the frames, and keeps them in a folder of the run.</summary>
    public void LimitFrames(int face, int body)
    {
        Cache = this["frames"];
        Fields["frames"] = string.Create(CultureInfo.InvariantCulture, $"{{face: {face}, body: {body}}}");
    }

    /// <summary>The backend to open, where it is not the fake one.</summary>
    public Func<ITrainingBackend>? OpenBackend { get; set; }

    public FakeBackend Backend { get; } = new();

    /// <summary>What is shown on the way: nothing but the character, because measuring takes longer than all the rest.</summary>
    public Func<WatchRequest, ITrainingWatch> OpenWatch { get; set; } = request => new FakeWatch(request);

    public static string Schedule(long face, long body) =>
        string.Create(CultureInfo.InvariantCulture, $"{{face: [{{until: {face}, learning_rate: 1e-3, learning_rate_end: 1e-4}}], body: [{{until: {body}, learning_rate: 1e-3}}]}}");

    /// <summary>Writes the configuration.</summary>
    public string WriteConfig()
    {
        var text = new StringBuilder();
        foreach ((string name, string value) in Fields)
        {
            text.Append(name).Append(": ").Append(value).Append('\n');
        }

        File.WriteAllText(this["config.yaml"], text.ToString());
        return this["config.yaml"];
    }

    /// <summary>The processes that train together, where it is not one.</summary>
    public ICollective? Cluster { get; set; }

    /// <summary>A session.</summary>
    public RunState Train(string? stopAfter = null, bool fresh = false) => Open(stopAfter, fresh).Train(Stop);

    public Distiller Open(string? stopAfter = null, bool fresh = false)
    {
        Said.Clear();
        Reported.Clear();

        // One of several processes finds it written: another may be reading it.
        string config = Cluster is { Size: > 1 } ? this["config.yaml"] : WriteConfig();
        var options = new DistillerOptions(config) { StopAfter = stopAfter is null ? null : StopAfter.Parse(stopAfter), Fresh = fresh, Threads = 1, Cache = Cache, Cluster = Cluster ?? new SingleProcess() };
        void Report(RunStatus status)
        {
            Reported.Add(status);
            OnReport(status);
        }

        return new Distiller(options, new DistillerOutput(Report, Said.Add), new DistillerParts
        {
            OpenTeacher = OpenTeacher,
            OpenBackend = _ => OpenBackend?.Invoke() ?? Backend,
            OpenWatch = OpenWatch,
        });
    }

    /// <summary>The newest state of a network.</summary>
    public TrainingState State(NetworkRun network) =>
        new NetworkStates(Folder, RunRecord.Read(Folder)!.Id, network).LoadNewest(problem => Assert.Fail(problem)) ?? throw new InvalidOperationException("There is no state.");

    private OrderedDictionary<string, string> InitialFields() => new()
    {
        ["prefix"] = $"\"{this["run"]}\"",
        ["character_image_file_name"] = $"\"{this["character.png"]}\"",
        ["face_mask_image_file_name"] = $"\"{this["mask.png"]}\"",
        ["face_morpher_batch_size"] = "2",
        ["body_morpher_batch_size"] = "2",
        ["pose_sampler"] = "own",
        ["snapshot_interval"] = "4",
        ["checkpoint_interval"] = "8",
        ["schedule"] = Schedule(face: 20, body: 12),
    };

    private static StraightImage MakePicture()
    {
        var image = new StraightImage(Size, Size);
        for (int pixel = 0; pixel < Size * Size / 2; pixel++)
        {
            image.Pixels[4 * pixel] = (byte)pixel;
            image.Pixels[(4 * pixel) + 3] = 255;
        }

        return image;
    }

    private static StraightImage MakeMask()
    {
        var image = new StraightImage(Size, Size);
        Array.Fill(image.Pixels, (byte)255, 4 * Size * 100, 4 * Size * 50);
        return image;
    }
}
