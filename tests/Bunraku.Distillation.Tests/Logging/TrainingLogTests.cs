using Bunraku.Distillation.Logging;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Tests.Logging;

public sealed class TrainingLogTests
{
    [Fact]
    public void A_face_iteration_has_the_published_tags()
    {
        using var folder = new ScratchFolder();
        using var log = TrainingLog.Open(folder["log"], 1, NoWarning);
        log.Write(16, 1e-4, new FaceLoss(0.25, 0.5));

        Assert.Equal(
            [
                (16L, "module_learning_rate", 1e-4f),
                (16L, "training_module_full_loss", 0.25f),
                (16L, "training_module_eye_mouth_loss", 0.5f),
                (16L, "training_module_loss", 0.75f),
            ],
            Read(log));
    }

    [Fact]
    public void A_body_iteration_has_the_published_tags()
    {
        using var folder = new ScratchFolder();
        using var log = TrainingLog.Open(folder["log"], 1, NoWarning);
        log.Write(0, 3e-5, new BodyLoss(1, 2, 3, 4));

        Assert.Equal(
            [
                (0L, "module_learning_rate", 3e-5f),
                (0L, "training_module_full_blended_loss", 1f),
                (0L, "training_module_full_warped_loss", 2f),
                (0L, "training_module_full_grid_change_loss", 3f),
                (0L, "training_module_full_color_change_loss", 4f),
                (0L, "training_module_loss", 10f),
            ],
            Read(log));
    }

    [Fact]
    public void Only_every_nth_iteration_is_logged()
    {
        using var folder = new ScratchFolder();
        using var log = TrainingLog.Open(folder["log"], 3, NoWarning);
        for (int i = 0; i < 8; i++)
        {
            log.Write(8 * i, 1e-4, new FaceLoss(i, 0));
        }

        Assert.Equal([0L, 24L, 48L], Read(log).Select(e => e.Step).Distinct());
    }

    [Fact]
    public void A_run_has_a_folder_named_after_its_time()
    {
        using var folder = new ScratchFolder();
        using var log = TrainingLog.Open(folder["log"], 1, NoWarning, new SteppedTime(new DateTimeOffset(2030, 1, 31, 23, 59, 58, TimeSpan.Zero)));

        Assert.Equal("2030_01_31__23_59_58", Path.GetFileName(Path.GetDirectoryName(log.Path)));
    }

    [Fact]
    public void A_full_disk_ends_the_log_with_one_warning()
    {
        var warnings = new List<string>();
        using var log = new TrainingLog(new EventFileWriter("events", new ShortDisk(capacity: 300), TimeProvider.System), 1, warnings.Add);
        for (int i = 0; i < 10; i++)
        {
            log.Write(i, 1e-4, new FaceLoss(1, 1));
        }

        string warning = Assert.Single(warnings);
        Assert.Contains("events", warning, StringComparison.Ordinal);
        Assert.Contains("training continues", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void A_resumed_run_replaces_what_it_repeats()
    {
        using var folder = new ScratchFolder();
        var time = new SteppedTime(DateTimeOffset.UnixEpoch.AddYears(60));
        foreach (int[] run in (int[][])[[0, 8, 16, 24], [16, 24, 32]])
        {
            using var log = TrainingLog.Open(folder["log"], 1, NoWarning, time);
            foreach (int seen in run)
            {
                log.Write(seen, 1e-4, new FaceLoss(seen + (run.Length == 3 ? 1000 : 0), 0));
            }

            time.Now += TimeSpan.FromMinutes(1);
        }

        IReadOnlyList<CurvePoint> curve = LossHistory.Read(folder["log"])[TrainingTags.Loss];

        Assert.Equal([new(0, 0), new(8, 8), new(16, 1016), new(24, 1024), new(32, 1032)], curve);
    }

    [Fact]
    public void A_network_that_never_ran_has_no_curves() => Assert.Empty(LossHistory.Read("nowhere"));

    private static (long Step, string Tag, float Value)[] Read(TrainingLog log) =>
        [.. new EventFileReader(log.Path).ReadNew().Select(e => (e.Step, e.Tag, e.Value))];

    private static void NoWarning(string warning) => Assert.Fail(warning);

    /// <summary>A disk that gets full.</summary>
    private sealed class ShortDisk(int capacity) : MemoryStream
    {
        private int _written;

        public override void Write(byte[] buffer, int offset, int count) => _written += _written + count <= capacity
            ? count
            : throw new IOException("No space left on device");
    }
}
