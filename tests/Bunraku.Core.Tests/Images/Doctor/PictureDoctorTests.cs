using Bunraku.Core.Images;
using Bunraku.Core.Images.Doctor;
using CsCheck;
using SkiaSharp;

namespace Bunraku.Core.Tests.Images.Doctor;

public sealed class PictureDoctorTests
{
    private static readonly StraightImage Figure = new SampleFigure().Draw();

    [Fact]
    public void A_figure_in_its_place_is_good_and_stays_as_it_is()
    {
        PictureReport report = PictureDoctor.Examine(Figure);
        Assert.Empty(report.Findings);
        Assert.Equal(PictureVerdict.Good, report.Verdict);
        Assert.Equal(new MendPlan(Placement.Unchanged), report.Plan);
        Assert.Same(Figure, PictureDoctor.Mend(Figure, report.Plan));
    }

    [Fact]
    public void A_picture_of_another_size_says_its_size()
    {
        PictureFinding finding = Find(Figure.Placed(0.5, 0, 0, 256, 256), PictureFault.WrongSize);
        Assert.Equal("The picture is 256x256 pixels, but a character has 512x512.", finding.Message);
        Assert.True(finding.CanBeMended);
    }

    [Fact]
    public void A_head_that_is_too_small_is_enlarged_into_the_head_box()
    {
        StraightImage small = Figure.Placed(0.6, 100, 205, 512, 512);
        PictureReport report = PictureDoctor.Examine(small);
        Assert.Contains("too small for the head box of 128", Find(report, PictureFault.HeadSize).Message, StringComparison.Ordinal);
        Assert.InRange(report.Plan.Placement.Scale, 1.6, 1.74);
        AssertHeadIsInTheBox(PictureDoctor.Mend(small, report.Plan));
    }

    [Fact]
    public void A_head_beside_the_box_is_shifted_into_it()
    {
        StraightImage beside = Figure.Placed(1, 60, 0, 512, 512);
        PictureReport report = PictureDoctor.Examine(beside);
        Assert.Matches("about (59|60|61) pixels too far right", Find(report, PictureFault.HeadPlace).Message);
        AssertHeadIsInTheBox(PictureDoctor.Mend(beside, report.Plan));
    }

    [Theory]
    [InlineData(0, 177, 64)]
    [InlineData(255, 255, 255)]
    [InlineData(12, 14, 20)]
    [InlineData(255, 0, 255)]
    public void A_flat_background_is_named_and_becomes_transparent(byte red, byte green, byte blue)
    {
        var color = new SrgbColor(red, green, blue);
        StraightImage flat = Figure.FlattenedOnto(color);
        PictureReport report = PictureDoctor.Examine(flat);
        Assert.Contains(color.ToString(), Find(report, PictureFault.FlatBackground).Message, StringComparison.Ordinal);
        Assert.Equal(color, report.Background);
        StraightImage mended = PictureDoctor.Mend(flat, report.Plan);
        bool[] nearBackground = SolidNeighborhood.Of(Inverted(Figure), radius: 4, alpha: 255);
        List<int> errors = [];
        for (int i = 0; i < nearBackground.Length; i++)
        {
            (byte expected, byte found) = (Figure.Pixels[(4 * i) + 3], mended.Pixels[(4 * i) + 3]);
            if (expected == 0 || !nearBackground[i])
            {
                Assert.Equal(expected, found);
            }
            else
            {
                errors.Add(Math.Abs(expected - found));
            }
        }

        Assert.InRange(errors.Average(), 0, 8);
    }

    [Fact]
    public void The_edge_holds_nothing_of_the_former_background()
    {
        var green = new SrgbColor(0, 177, 64);
        StraightImage flat = Figure.FlattenedOnto(green);
        StraightImage mended = PictureDoctor.Mend(flat, PictureDoctor.Examine(flat).Plan);
        Assert.Contains(mended.Pixels.Chunk(4), pixel => pixel[3] is > 30 and < 220);
        Assert.All(mended.Pixels.Chunk(4).Where(pixel => pixel[3] > 30), pixel => Assert.True(pixel[1] <= Math.Max(pixel[0], pixel[2]) + 30, $"{pixel[0]} {pixel[1]} {pixel[2]} {pixel[3]} is green."));
    }

    [Fact]
    public void A_patch_of_the_background_between_arm_and_body_goes_when_the_user_wants_it()
    {
        StraightImage ring = Figure.FlattenedOnto(new SrgbColor(255, 255, 255));
        Paint(ring, new PixelRectangle(300, 230, 40, 20), 255, 255, 255, 255);
        PictureReport report = PictureDoctor.Examine(ring);
        Assert.StartsWith("800 pixels of the background's colour are enclosed", Find(report, PictureFault.EnclosedBackground).Message, StringComparison.Ordinal);
        Assert.False(report.Plan.Background!.Enclosed);
        Assert.False(Find(report, PictureFault.EnclosedBackground).CanBeMended);
        int alpha = 4 * ((320 * 512) + 240) + 3;
        Assert.Equal(255, PictureDoctor.Mend(ring, report.Plan).Pixels[alpha]);
        Assert.Equal(0, PictureDoctor.Mend(ring, report.Plan with { Background = report.Plan.Background with { Enclosed = true } }).Pixels[alpha]);
    }

    [Fact]
    public void Tolerance_decides_how_far_the_background_reaches()
    {
        var shaded = new StraightImage(512, 512);
        for (int i = 0; i < 512 * 512; i++)
        {
            byte grey = (byte)(255 - (i % 512 / 8));
            shaded.Pixels[4 * i] = shaded.Pixels[(4 * i) + 1] = shaded.Pixels[(4 * i) + 2] = grey;
            shaded.Pixels[(4 * i) + 3] = 255;
        }

        int Cleared(double tolerance)
        {
            var plan = new MendPlan(Placement.Unchanged) { Background = new BackgroundCut(new SrgbColor(255, 255, 255), tolerance, Enclosed: false) };
            return PictureDoctor.Clean(shaded, plan).Pixels.Where((value, i) => i % 4 == 3 && value == 0).Count();
        }

        int[] cleared = [.. new double[] { 1, 4, 10, 20, 100 }.Select(Cleared)];
        Assert.Equal(cleared.Order(), cleared);
        Assert.True(cleared[0] < 512 * 100);
        Assert.Equal(512 * 512, cleared[^1]);
    }

    [Fact]
    public void A_busy_background_cannot_be_removed_here()
    {
        var noise = new StraightImage(512, 512);
        new Random(3).NextBytes(noise.Pixels);
        for (int i = 3; i < noise.Pixels.Length; i += 4)
        {
            noise.Pixels[i] = 255;
        }

        PictureReport report = PictureDoctor.Examine(noise);
        Assert.Equal(PictureVerdict.Unusable, report.Verdict);
        Assert.False(Find(report, PictureFault.BusyBackground).CanBeMended);
    }

    [Fact]
    public void An_empty_picture_and_a_picture_of_one_colour_are_empty()
    {
        Find(new StraightImage(512, 512), PictureFault.Empty);
        Find(new StraightImage(512, 512).FlattenedOnto(new SrgbColor(10, 200, 30)), PictureFault.Empty);
        Find(new StraightImage(1, 1), PictureFault.Empty);
    }

    [Fact]
    public void One_pixel_is_too_small()
    {
        Assert.Equal(PictureVerdict.Unusable, PictureDoctor.Examine(new StraightImage(1, 1, [9, 9, 9, 255])).Verdict);
        Find(Figure.Placed(0.05, 0, 0, 26, 26), PictureFault.TooSmall);
    }

    [Fact]
    public void A_small_picture_is_used_but_said_to_get_soft()
    {
        PictureFinding finding = Find(Figure.Placed(0.3, 0, 0, 154, 154), PictureFault.TooSmall);
        Assert.Equal(FindingSeverity.Problem, finding.Severity);
        Assert.Contains("gets soft", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Haze_in_the_background_is_found_and_cleared()
    {
        StraightImage hazy = Copy(Figure);
        Paint(hazy, new PixelRectangle(20, 20, 20, 20), 255, 255, 255, 5);
        PictureReport report = PictureDoctor.Examine(hazy);
        Assert.StartsWith("400 faint pixels", Find(report, PictureFault.Haze).Message, StringComparison.Ordinal);
        Assert.Equal(Figure.Pixels, PictureDoctor.Mend(hazy, report.Plan).Pixels);
    }

    [Fact]
    public void A_glow_around_the_character_is_found_and_cleared_down_to_its_edge()
    {
        using var glow = new SKBitmap(new SKImageInfo(512, 512, SKColorType.Rgba8888, SKAlphaType.Premul));
        using (var canvas = new SKCanvas(glow))
        using (var blur = SKImageFilter.CreateBlur(8, 8))
        using (var paint = new SKPaint { Color = SKColors.White, ImageFilter = blur })
        {
            canvas.Clear(SKColors.Transparent);
            canvas.DrawOval(new SKRect(180, 50, 332, 198), paint);
        }

        byte[] glowPixels = glow.Bytes;
        StraightImage glowing = Copy(Figure);
        for (int i = 0; i < glowing.Pixels.Length; i += 4)
        {
            if (glowing.Pixels[i + 3] == 0)
            {
                byte alpha = (byte)(glowPixels[i + 3] * 3 / 4);
                Span<byte> pixel = glowing.Pixels.AsSpan(i, 4);
                (pixel[0], pixel[1], pixel[2], pixel[3]) = (255, 255, 255, alpha);
            }
        }

        PictureReport report = PictureDoctor.Examine(glowing);
        Find(report, PictureFault.SoftHalo);
        StraightImage mended = PictureDoctor.Mend(glowing, report.Plan);
        int before = glowing.Pixels.Where((value, i) => i % 4 == 3 && value > 0).Count();
        int after = mended.Pixels.Where((value, i) => i % 4 == 3 && value > 0).Count();
        int clean = Figure.Pixels.Where((value, i) => i % 4 == 3 && value > 0).Count();
        Assert.InRange(after, clean, clean + ((before - clean) / 3));
    }

    [Theory]
    [InlineData(255, 255, 255)]
    [InlineData(0, 200, 80)]
    public void Edges_in_the_colour_of_a_former_background_are_found_and_cleaned(byte red, byte green, byte blue)
    {
        // As a careless cut leaves them: alpha is right, but the colours are still those of the flattened picture.
        StraightImage careless = Figure.FlattenedOnto(new SrgbColor(red, green, blue));
        for (int i = 3; i < careless.Pixels.Length; i += 4)
        {
            careless.Pixels[i] = Figure.Pixels[i];
        }

        PictureReport report = PictureDoctor.Examine(careless);
        Find(report, PictureFault.EdgeColor);
        double Error(StraightImage image) => Figure.Pixels.Chunk(4).Zip(image.Pixels.Chunk(4)).Where(pair => pair.First[3] is > 0 and < 255)
            .Average(pair => Math.Abs(pair.First[0] - pair.Second[0]) + Math.Abs(pair.First[1] - pair.Second[1]) + Math.Abs(pair.First[2] - pair.Second[2]));
        Assert.True(Error(PictureDoctor.Mend(careless, report.Plan)) < 0.35 * Error(careless));
    }

    [Fact]
    public void Specks_are_found_and_removed_with_their_soft_edges()
    {
        StraightImage speckled = Copy(Figure);
        Paint(speckled, new PixelRectangle(29, 29, 5, 5), 0, 0, 0, 90);
        Paint(speckled, new PixelRectangle(30, 30, 3, 3), 0, 0, 0, 255);
        Paint(speckled, new PixelRectangle(60, 460, 2, 2), 0, 0, 0, 255);
        PictureReport report = PictureDoctor.Examine(speckled);
        Assert.Equal("2 small spots lie next to the character.", Find(report, PictureFault.Specks).Message);
        Assert.Equal(Figure.Pixels, PictureDoctor.Mend(speckled, report.Plan).Pixels);
    }

    [Fact]
    public void A_floating_ornament_is_neither_a_speck_nor_a_figure()
    {
        StraightImage image = Copy(Figure);
        Paint(image, new PixelRectangle(30, 230, 12, 50), 250, 210, 60, 255);
        Assert.Empty(PictureDoctor.Examine(image).Findings);
    }

    [Fact]
    public void Of_several_figures_the_largest_is_kept()
    {
        StraightImage left = Figure.Placed(0.8, 0, 103, 900, 512);
        StraightImage right = Figure.Placed(0.6, 480, 205, 900, 512);
        StraightImage both = new(900, 512, [.. left.Pixels.Zip(right.Pixels, Math.Max)]);
        PictureReport report = PictureDoctor.Examine(both);
        Assert.StartsWith("There are 2 figures that do not touch", Find(report, PictureFault.SeveralFigures).Message, StringComparison.Ordinal);
        StraightImage mended = PictureDoctor.Mend(both, report.Plan);
        AssertHeadIsInTheBox(mended);
        Assert.Single(Figures.Of(mended).All);
    }

    [Theory]
    [InlineData(0, -80, "top")]
    [InlineData(-160, 0, "left")]
    [InlineData(160, 0, "right")]
    public void A_character_that_a_border_cuts_is_reported_as_beyond_mending(int x, int y, string side)
    {
        PictureFinding[] findings = [.. PictureDoctor.Examine(Figure.Placed(1, x, y, 512, 512)).Findings.Where(finding => finding.Fault == PictureFault.CutOff && finding.Severity == FindingSeverity.Problem)];
        Assert.StartsWith($"The {side} border of the picture cuts the character off", Assert.Single(findings).Message, StringComparison.Ordinal);
        Assert.False(findings[0].CanBeMended);
        Assert.NotNull(findings[0].Advice);
    }

    [Fact]
    public void A_portrait_that_ends_above_the_lower_border_is_noted()
    {
        StraightImage portrait = Figure.Placed(1, 0, 0, 512, 300);
        PictureFinding finding = Find(portrait, PictureFault.CutOff);
        Assert.Equal(FindingSeverity.Note, finding.Severity);
        Assert.Contains("its body ends there", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void A_huge_picture_is_reduced_first_and_comes_out_like_a_small_one()
    {
        StraightImage huge = Figure.Placed(6, 0, 0, 3072, 3072).FlattenedOnto(new SrgbColor(0, 177, 64));
        PictureReport report = PictureDoctor.Examine(huge);
        Assert.Equal(Placement.CenteredSquare(3072, 3072), report.Plan.Placement);
        StraightImage mended = PictureDoctor.Mend(huge, report.Plan);
        double error = mended.Pixels.Zip(Figure.Pixels).Where((_, i) => i % 4 == 3).Average(pair => Math.Abs(pair.First - pair.Second));
        Assert.InRange(error, 0, 1);
    }

    [Fact]
    public void No_picture_of_any_content_upsets_the_doctor() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 40]).SelectMany((width, height) => Gen.Byte.Array[4 * width * height].Select(pixels => new StraightImage(width, height, pixels))).Sample(
            image =>
            {
                byte[] before = [.. image.Pixels];
                PictureReport report = PictureDoctor.Examine(image);
                StraightImage mended = PictureDoctor.Mend(image, report.Plan with { ClearsHalo = true, ClearsHaze = true, CleansEdges = true, RemovesOtherFigures = true, RemovesSpecks = true });
                Assert.Equal((512, 512), (mended.Width, mended.Height));
                Assert.Equal(before, image.Pixels);
            },
            iter: 60);

    private static PictureFinding Find(StraightImage image, PictureFault fault) => Find(PictureDoctor.Examine(image), fault);

    private static PictureFinding Find(PictureReport report, PictureFault fault) =>
        report.Find(fault) ?? throw new Xunit.Sdk.XunitException($"No {fault} among: {string.Join(" ", report.Findings.Select(finding => finding.Message))}");

    private static void AssertHeadIsInTheBox(StraightImage image)
    {
        PictureBox head = PictureDoctor.Examine(image).Head!.Box;
        Assert.InRange(head.CenterX, 252, 260);
        Assert.InRange(head.Top, 60, 68);
        Assert.InRange(head.Bottom, 188, 196);
    }

    /// <summary>The picture with alpha 255 where it has 0.</summary>
    private static StraightImage Inverted(StraightImage image) => new(image.Width, image.Height, [.. image.Pixels.Select(value => (byte)(255 - value))]);

    private static StraightImage Copy(StraightImage image) => new(image.Width, image.Height, [.. image.Pixels]);

    private static void Paint(StraightImage image, PixelRectangle area, byte red, byte green, byte blue, byte alpha)
    {
        for (int row = area.Top; row < area.Top + area.Height; row++)
        {
            for (int column = area.Left; column < area.Left + area.Width; column++)
            {
                byte[] pixel = [red, green, blue, alpha];
                pixel.CopyTo(image.Pixels, 4 * ((row * image.Width) + column));
            }
        }
    }
}
