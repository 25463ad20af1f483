using Bunraku.Core.Errors;
using Bunraku.Distillation.Quality;

namespace Bunraku.Distillation.Tests.Quality;

public sealed class QualityLogTests
{
    [Fact]
    public void What_was_added_is_read()
    {
        using var folder = new ScratchFolder();
        var log = new QualityLog(folder[QualityLog.FileName]);
        log.Append(Line(100_000));
        log.Append(Line(200_000));

        Assert.Equal([Line(100_000), Line(200_000)], log.Read());
    }

    [Fact]
    public void A_torn_line_costs_itself_alone()
    {
        using var folder = new ScratchFolder();
        string path = folder[QualityLog.FileName];
        string json = Line(2).ToJson();
        File.WriteAllText(path, $"{Line(1).ToJson()}\n{json[..20]}");
        var log = new QualityLog(path);
        log.Append(Line(3));

        Assert.Equal([Line(1), Line(3)], log.Read());
    }

    [Fact]
    public void Of_a_point_that_was_measured_again_the_latest_counts()
    {
        using var folder = new ScratchFolder();
        var log = new QualityLog(folder[QualityLog.FileName]);
        log.Append(Line(1));
        log.Append(Line(1) with { Network = "body_morpher" });
        log.Append(Line(1) with { PsnrDb = 50 });

        Assert.Equal([Line(1) with { PsnrDb = 50 }, Line(1) with { Network = "body_morpher" }], log.Read());
    }

    [Fact]
    public void A_run_without_measurements_has_no_lines() => Assert.Empty(new QualityLog("nowhere").Read());

    [Fact]
    public void A_file_that_cannot_be_written_is_named()
    {
        using var folder = new ScratchFolder();
        Directory.CreateDirectory(folder["taken"]);

        Assert.Contains("taken", Assert.Throws<BadInputException>(() => new QualityLog(folder["taken"]).Append(Line(1))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_is_of_the_frame_where_it_was_measured_and_else_of_the_face()
    {
        var frame = QualitySummary.Of([new PictureQuality(30, 28, 0.9)]);
        var face = QualitySummary.Of([new PictureQuality(40, 38, 0.95)]);

        Assert.Equal(30, QualityLine.Of(new QualityReport("a", "b", 1, frame, face), "body_morpher", 8).PsnrDb);
        Assert.Equal(40, QualityLine.Of(new QualityReport("a", "b", 1, null, face), "face_morpher", 8).PsnrDb);
    }

    private static QualityLine Line(long seen) =>
        new("face_morpher", seen, 64, 31.5, 28.25, 30.5, 0.97, 0.95, new DateTimeOffset(2030, 1, 2, 3, 4, 5, TimeSpan.Zero));
}
