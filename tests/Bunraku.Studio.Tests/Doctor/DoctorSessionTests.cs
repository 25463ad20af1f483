using Bunraku.Core.Images;
using Bunraku.Core.Images.Doctor;
using Bunraku.Studio.Features.Doctor;
using Bunraku.TestSupport;

namespace Bunraku.Studio.Tests.Doctor;

public sealed class DoctorSessionTests
{
    [Fact]
    public async Task Of_changes_that_come_faster_than_they_are_drawn_the_newest_counts()
    {
        DoctorSession session = await OpenAsync();
        HashSet<StraightImage> drawn = [];
        session.Changed += () => drawn.Add(session.Cleaned!);
        BackgroundCut cut = session.Plan.Background!;

        // The first change runs; the others come meanwhile.
        Task[] changes = [.. Enumerable.Range(1, 30).Select(i => session.ChangeAsync(session.Plan with { Background = cut with { Tolerance = i } }))];
        await Task.WhenAll(changes);

        Assert.Equal(30, session.Plan.Background!.Tolerance);
        Assert.Equal(PictureDoctor.Clean(session.Original, session.Plan).Pixels, session.Cleaned!.Pixels);
        Assert.InRange(drawn.Count, 2, 4); // The one before, and those of the first change and of the newest.
    }

    [Fact]
    public async Task A_change_of_the_placement_alone_cleans_nothing_anew()
    {
        DoctorSession session = await OpenAsync();
        StraightImage cleaned = session.Cleaned!;

        await session.ChangeAsync(session.Plan with { Placement = new Placement(2, 3, 4) });

        Assert.Same(cleaned, session.Cleaned);
        Assert.Equal(PictureDoctor.Mend(session.Original, session.Plan).Pixels, (await session.FinishAsync()).Image.Pixels);
    }

    [Fact]
    public async Task A_large_picture_is_kept_small_and_its_own_size_is_told()
    {
        DoctorSession session = await DoctorSession.OpenAsync(PngFile.Encode(new StraightImage(3000, 2000)), "large.png");

        Assert.Equal((PictureDoctor.WorkingSide, 1365), (session.Original.Width, session.Original.Height));
        Assert.Equal((3000, 2000), (session.Report.Width, session.Report.Height));
        Assert.Contains("3000x2000", session.Report.Find(PictureFault.WrongSize)!.Message.ToString(), StringComparison.Ordinal);
    }

    private static Task<DoctorSession> OpenAsync() => DoctorSession.OpenAsync(PngFile.Encode(DrawnFigure.OnGreen(DrawnFigure.Draw())), "mika.png");
}
