using Bunraku.Core.Images;
using Bunraku.Core.Images.Doctor;
using Bunraku.TestSupport;

namespace Bunraku.Core.Tests.Images.Doctor;

/// <summary>The doctor with the pictures of Koito and of the published characters, and with what users would make of them.</summary>
[Trait("Category", SharedData.Golden)]
[Trait("Category", "Slow")]
[Trait("Category", SharedData.Further)]
public sealed class PublishedPictureTests
{
    /// <summary>Over a colour Koito's head is found smaller than without one, nearer to the head box: by up to this many pixels.</summary>
    private const double KoitoOnColor = 24;

    private static readonly SrgbColor[] Backgrounds = [new(0, 177, 64), new(255, 255, 255), new(70, 90, 200), new(250, 240, 230)];

    private static readonly Placement[] Placements = [new(0.5, 100, 100), new(2, -100, 30), new(0.7, 40, 150), new(1, 60, 30), new(1.4, -150, 0)];

    [Fact]
    public void Every_character_picture_is_good_as_it_is()
    {
        foreach ((string name, StraightImage image, _) in PictureVariants.Good())
        {
            PictureReport report = PictureDoctor.Examine(image);
            Assert.True(report.Findings.IsEmpty, $"{name}: {string.Join(" ", report.Findings.Select(finding => finding.Message))}");
            Assert.Equal(PictureVerdict.Good, report.Verdict);
            Assert.True(report.Head!.IsSure, name);
            Assert.Equal(image.Pixels, PictureDoctor.Mend(image, report.Plan).Pixels);
        }
    }

    [Fact]
    public void The_head_of_every_good_picture_is_found()
    {
        foreach ((string name, StraightImage image, PictureBox head) in PictureVariants.Good())
        {
            AssertNear(head, PictureDoctor.Examine(image).Head!.Box, 4, name);
        }
    }

    [Fact]
    public void A_scaled_and_shifted_picture_is_brought_back_to_its_place()
    {
        foreach ((string name, StraightImage image, PictureBox head) in PictureVariants.Good())
        {
            foreach (Placement made in Placements)
            {
                AssertBroughtBack(Moved(image, made), made.Map(head), 5, $"{name} {made}");
            }
        }
    }

    [Fact]
    public void A_scaled_and_shifted_JPEG_on_white_is_brought_back_to_its_place()
    {
        foreach ((string name, StraightImage image, PictureBox head) in PictureVariants.Good())
        {
            foreach (Placement made in Placements)
            {
                AssertBroughtBack(Moved(image, made).FlattenedOnto(new SrgbColor(255, 255, 255)).ThroughJpeg(75), made.Map(head), head == PictureBox.Head ? 5 : KoitoOnColor, $"{name} {made} as JPEG");
            }
        }
    }

    [Fact]
    public void A_picture_laid_over_a_colour_keeps_its_place_and_loses_the_colour()
    {
        foreach ((string name, StraightImage image, PictureBox head) in PictureVariants.Good())
        {
            foreach (SrgbColor color in Backgrounds)
            {
                foreach (StraightImage flat in (StraightImage[])[image.FlattenedOnto(color), image.FlattenedOnto(color).ThroughJpeg(85)])
                {
                    PictureReport report = PictureDoctor.Examine(flat);
                    Assert.Equal(PictureVerdict.Mendable, report.Verdict);
                    Assert.NotNull(report.Find(PictureFault.FlatBackground));
                    Assert.Equal(Placement.Unchanged, report.Plan.Placement);
                    AssertNear(head, report.Head!.Box, head == PictureBox.Head ? 6 : KoitoOnColor, $"{name} on {color}");
                    StraightImage mended = PictureDoctor.Mend(flat, report.Plan);
                    Assert.All(Enumerable.Range(0, 512), column => Assert.Equal(0, mended.Pixels[(4 * column) + 3]));
                }
            }
        }
    }

    [Fact]
    public void Alpha_and_colour_of_a_picture_laid_over_green_come_back()
    {
        foreach ((string name, StraightImage image, _) in PictureVariants.Good())
        {
            StraightImage flat = image.FlattenedOnto(new SrgbColor(0, 177, 64));
            StraightImage mended = PictureDoctor.Mend(flat, PictureDoctor.Examine(flat).Plan);
            (double alpha, double color) = ErrorsAtEdges(image, mended);
            TestContext.Current.TestOutputHelper?.WriteLine($"{name}: alpha differs by {alpha:0.0}, colour by {color:0.0} of 255 at the edges");
            Assert.InRange(alpha, 0, 32);
            Assert.InRange(color, 0, 8);
        }
    }

    [Fact]
    public void What_was_mended_is_good_when_it_is_looked_at_again()
    {
        foreach ((string name, StraightImage image, _) in PictureVariants.Good())
        {
            StraightImage[] variants =
            [
                .. Placements.Select(made => Moved(image, made)),
                .. Placements.Select(made => Moved(image, made).FlattenedOnto(new SrgbColor(0, 177, 64))),
                image.Placed(1, 300, 108, 900, 620).FlattenedOnto(new SrgbColor(120, 180, 215)),
                image.Placed(0.5, 0, 0, 256, 256),
                image.Placed(2, 0, 0, 1024, 1024),
            ];
            foreach (StraightImage variant in variants)
            {
                PictureReport again = PictureDoctor.Examine(PictureDoctor.Mend(variant, PictureDoctor.Examine(variant).Plan));
                Assert.True(again.Verdict == PictureVerdict.Good, $"{name} {variant.Width}x{variant.Height}: {string.Join(" ", again.Findings.Select(finding => finding.Message))}");
            }
        }
    }

    [Fact]
    public void A_picture_that_is_only_too_large_is_resized_as_the_original_does()
    {
        foreach ((_, StraightImage image, _) in PictureVariants.Good())
        {
            StraightImage large = image.Placed(2, 0, 0, 1024, 1024);
            PictureReport report = PictureDoctor.Examine(large);
            Assert.Equal([PictureFault.WrongSize], report.Findings.Select(finding => finding.Fault));
            Assert.Equal(LanczosResize.ToSquare(large, 512).Pixels, PictureDoctor.Mend(large, report.Plan).Pixels);
        }
    }

    private static StraightImage Moved(StraightImage image, Placement made) =>
        image.Placed(made.Scale, made.ShiftX, made.ShiftY, (int)((512 * made.Scale) + 200), (int)((512 * made.Scale) + made.ShiftY));

    private static void AssertBroughtBack(StraightImage variant, PictureBox head, double pixels, string name)
    {
        PictureReport report = PictureDoctor.Examine(variant);
        Assert.Equal(PictureVerdict.Mendable, report.Verdict);
        AssertNear(PictureBox.Head, report.Plan.Placement.Map(head), pixels, name);
    }

    private static void AssertNear(PictureBox expected, PictureBox found, double pixels, string name)
    {
        double worst = new[] { expected.Left - found.Left, expected.Top - found.Top, expected.Bottom - found.Bottom, expected.Left + expected.Size - found.Left - found.Size }.Max(Math.Abs);
        Assert.True(worst <= pixels, $"{name}: the head box comes to lie at {found}.");
    }

    /// <summary>The mean difference over the half-transparent pixels: of alpha, and of the visible part of the colours.</summary>
    private static (double Alpha, double Color) ErrorsAtEdges(StraightImage expected, StraightImage found)
    {
        var (alpha, color, count) = (0.0, 0.0, 0);
        for (int i = 0; i < expected.Pixels.Length; i += 4)
        {
            if (expected.Pixels[i + 3] is > 0 and < 255)
            {
                alpha += Math.Abs(expected.Pixels[i + 3] - found.Pixels[i + 3]);
                color += Enumerable.Range(i, 3).Average(k => Math.Abs(expected.Pixels[k] - found.Pixels[k]) * Math.Min(expected.Pixels[i + 3], found.Pixels[i + 3]) / 255.0);
                count++;
            }
        }

        return (alpha / count, color / count);
    }
}
