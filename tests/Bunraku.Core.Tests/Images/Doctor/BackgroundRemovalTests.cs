using System.Collections.Immutable;
using System.Globalization;
using Bunraku.Core.Images;
using Bunraku.Core.Images.Doctor;
using Bunraku.TestSupport;

namespace Bunraku.Core.Tests.Images.Doctor;

/// <summary>Characters laid over backgrounds and cut out again, by figures: how many pixels are on the wrong side, and how well the visible areas agree.</summary>
public sealed class BackgroundRemovalTests
{
    private static readonly SrgbColor White = new(255, 255, 255);
    private static readonly StraightImage Koito = PngFile.Read(Path.Combine(TestData.Koito, "character.png"));

    public static TheoryData<string, byte, byte, byte, int> Backgrounds()
    {
        var data = new TheoryData<string, byte, byte, byte, int>();
        foreach (string name in TestData.CharacterNames())
        {
            foreach (int quality in (int[])[100, 90])
            {
                data.Add(name, 255, 255, 255, quality);
                data.Add(name, 242, 242, 255, quality);
                data.Add(name, 250, 246, 238, quality);
            }
        }

        return data;
    }

    /// <summary>
    /// Before the way through the lower border and through gaps was closed, 22,800 pixels of Koito's coat were lost where the border cuts it, and 6,500 to 8,400
    /// of the white shorts of lambda_00. Less than one in a hundred is lost in any of these cases now.
    /// </summary>
    [Theory]
    [MemberData(nameof(Backgrounds))]
    public void Light_clothes_that_the_lower_border_cuts_stay_on_a_light_background(string name, byte red, byte green, byte blue, int quality)
    {
        StraightImage character = PngFile.Read(Path.Combine(TestData.Character(name), "character.png"));
        foreach (StraightImage picture in (StraightImage[])[character, character.Placed(1.3, -77, 40, 512, 512), character.Placed(1.3, -77, -60, 512, 512)])
        {
            StraightImage flat = picture.FlattenedOnto(new SrgbColor(red, green, blue));
            StraightImage given = quality == 100 ? flat : flat.ThroughJpeg(quality);
            StraightImage found = PictureDoctor.Clean(given, PictureDoctor.Examine(given).Plan);
            AssertLike(picture, found, mostLost: name == "koito" ? 40 : 660, mostLeft: name == "koito" ? 0 : 880, leastOverlap: name == "koito" ? 0.997 : 0.97);
        }
    }

    [Fact]
    public void A_gap_in_the_outline_lets_nothing_into_the_clothes()
    {
        StraightImage flat = Koito.FlattenedOnto(White);
        flat.Fill(new PixelRectangle(Top: 300, Left: 120, Height: 2, Width: 50), White); // Through the outline of the sleeve and into it.
        StraightImage found = PictureDoctor.Clean(flat, PictureDoctor.Examine(flat).Plan);
        AssertLike(Koito, found, mostLost: 150, mostLeft: 0, leastOverlap: 0.995);
    }

    [Fact]
    public void A_busy_background_goes_along_a_few_marks_and_one_more_mark_corrects_the_cut()
    {
        StraightImage busy = OnBusy(Koito);
        PictureReport before = PictureDoctor.Examine(busy);
        Assert.Equal(PictureVerdict.Unusable, before.Verdict);
        Assert.Contains("paint program", before.Find(PictureFault.BusyBackground)!.Advice, StringComparison.Ordinal);

        PictureReport first = PictureDoctor.Examine(busy, strokes: Marks);
        Assert.Equal(PictureVerdict.Mendable, first.Verdict);
        AssertLike(Koito, PictureDoctor.Clean(busy, first.Plan), mostLost: 500, mostLeft: 1800, leastOverlap: 0.96);

        PictureReport second = PictureDoctor.Examine(busy, strokes: [.. Marks, Stroke(StrokeKind.Remove, (340, 225), (347, 175), (358, 184))]);
        AssertLike(Koito, PictureDoctor.Clean(busy, second.Plan), mostLost: 750, mostLeft: 150, leastOverlap: 0.985);
    }

    [Fact]
    public void A_mark_brings_much_of_the_clothes_back_that_nothing_separates_from_the_background()
    {
        StraightImage flat = Koito.FlattenedOnto(White);
        flat.Fill(new PixelRectangle(Top: 290, Left: 120, Height: 30, Width: 100), White); // A broad gap in the sleeve's outline, and white up to the collar.
        PictureReport report = PictureDoctor.Examine(flat);
        StraightImage without = PictureDoctor.Clean(flat, report.Plan);
        StraightImage with = PictureDoctor.Clean(flat, report.Plan with { Strokes = [Stroke(StrokeKind.Keep, (205, 305), (165, 305))] });

        (int lostBefore, _, _) = Compare(Koito, without);
        (int lost, int left, _) = Compare(Koito, with);
        Assert.InRange(lostBefore, 1800, int.MaxValue);
        Assert.InRange(lost, 0, 2 * lostBefore / 3);
        Assert.InRange(left, 0, 60);
    }

    [Fact]
    public void The_brush_erases_and_restores_with_a_soft_edge_and_leaves_everything_else()
    {
        StraightImage flat = Koito.FlattenedOnto(White);
        MendPlan plan = PictureDoctor.Examine(flat).Plan;
        StraightImage cut = PictureDoctor.Clean(flat, plan);
        CutStroke erase = new(StrokeKind.Erase, 20, [(256, 340), (256, 345)]);
        StraightImage erased = PictureDoctor.Clean(flat, plan with { Strokes = [erase] });
        StraightImage restored = PictureDoctor.Clean(flat, plan with { Strokes = [erase, erase with { Kind = StrokeKind.Restore, Radius = 40 }] });

        Assert.Equal(0, AlphaAt(erased, 256, 342));
        Assert.InRange(AlphaAt(erased, 256 + 16, 342), 40, 215);
        Assert.Equal(255, AlphaAt(erased, 256 + 21, 342));
        Assert.Equal(255, AlphaAt(restored, 256, 342));
        Assert.Equal(cut.Pixels, PictureDoctor.Clean(flat, plan with { Strokes = [] }).Pixels);
        Assert.Equal(0, AlphaAt(PictureDoctor.Clean(flat, plan), 60, 100));
        Assert.Equal(255, AlphaAt(PictureDoctor.Clean(flat, plan with { Strokes = [new(StrokeKind.Restore, 10, [(60, 100)])] }), 60, 100));
    }

    [Fact]
    public void Strokes_of_a_large_picture_reach_the_same_place_of_its_smaller_copy()
    {
        StraightImage large = Koito.FlattenedOnto(White).Placed(6, 0, 0, 3072, 3072);
        var plan = new MendPlan(Placement.CenteredSquare(3072, 3072)) { Strokes = [new(StrokeKind.Erase, 120, [(1536, 2052)])] };
        StraightImage mended = PictureDoctor.Mend(large, plan);
        Assert.Equal(0, AlphaAt(mended, 256, 342));
        Assert.Equal(255, AlphaAt(mended, 256 + 22, 342));
    }

    /// <summary>A few strokes, as a user draws them: through hair, face, both sides of the coat and the skirt, and around the figure.</summary>
    private static ImmutableArray<CutStroke> Marks { get; } =
    [
        Stroke(StrokeKind.Keep, (255, 70), (215, 110), (180, 200)),
        Stroke(StrokeKind.Keep, (270, 70), (305, 130), (335, 205)),
        Stroke(StrokeKind.Keep, (235, 170), (280, 170), (262, 225), (258, 300), (258, 380), (260, 500)),
        Stroke(StrokeKind.Keep, (215, 250), (180, 350), (150, 415)),
        Stroke(StrokeKind.Keep, (305, 250), (330, 350), (365, 415)),
        Stroke(StrokeKind.Keep, (200, 470), (300, 470)),
        Stroke(StrokeKind.Remove, (120, 60), (140, 200), (90, 400), (100, 500)),
        Stroke(StrokeKind.Remove, (400, 60), (385, 200), (425, 400), (410, 500)),
    ];

    /// <summary>Over bands, blots and noise of many colours.</summary>
    private static StraightImage OnBusy(StraightImage picture)
    {
        var random = new Random(5);
        var image = new StraightImage(picture.Width, picture.Height);
        (double X, double Y, double Size, int Red, int Green, int Blue)[] blots =
            [.. Enumerable.Range(0, 40).Select(_ => (random.NextDouble() * 512, random.NextDouble() * 512, 15 + (random.NextDouble() * 50), random.Next(90, 256), random.Next(120, 256), random.Next(60, 256)))];
        for (int i = 0; i < image.Width * image.Height; i++)
        {
            (int x, int y) = (i % image.Width, i / image.Width);
            (double red, double green, double blue) = (110 + (0.2 * y), 170 + (30 * Math.Sin(x / 25.0)), 215 - (0.15 * y));
            foreach ((double bx, double by, double size, int r, int g, int b) in blots)
            {
                (red, green, blue) = ((x - bx) * (x - bx)) + ((y - by) * (y - by)) < size * size ? (r, g, b) : (red, green, blue);
            }

            int noise = random.Next(-8, 9);
            int alpha = picture.Pixels[(4 * i) + 3];
            byte Over(int channel, double background) => (byte)(((picture.Pixels[(4 * i) + channel] * alpha) + (Math.Clamp(background + noise, 0, 255) * (255 - alpha))) / 255);
            (image.Pixels[4 * i], image.Pixels[(4 * i) + 1], image.Pixels[(4 * i) + 2], image.Pixels[(4 * i) + 3]) = (Over(0, red), Over(1, green), Over(2, blue), 255);
        }

        return image;
    }

    private static CutStroke Stroke(StrokeKind kind, params ReadOnlySpan<(double X, double Y)> points) => new(kind, 5, [.. points]);

    private static byte AlphaAt(StraightImage image, int x, int y) => image.Pixels[(4 * ((y * image.Width) + x)) + 3];

    private static void AssertLike(StraightImage expected, StraightImage found, int mostLost, int mostLeft, double leastOverlap)
    {
        (int lost, int left, double overlap) = Compare(expected, found);
        Assert.True(
            lost <= mostLost && left <= mostLeft && overlap >= leastOverlap,
            string.Create(CultureInfo.InvariantCulture, $"{lost} pixels are lost, {left} are left, overlap {overlap:0.0000}"));
    }

    /// <summary>How many pixels of the character are gone, how many of the background are left, and the shared part of both alphas (1 for equal ones).</summary>
    private static (int Lost, int Left, double Overlap) Compare(StraightImage expected, StraightImage found)
    {
        (int lost, int left, long both, long any) = (0, 0, 0, 0);
        for (int i = 3; i < expected.Pixels.Length; i += 4)
        {
            (byte one, byte other) = (expected.Pixels[i], found.Pixels[i]);
            lost += one >= 250 && other < 128 ? 1 : 0;
            left += one <= 5 && other >= 128 ? 1 : 0;
            both += Math.Min(one, other);
            any += Math.Max(one, other);
        }

        return (lost, left, (double)both / any);
    }
}
