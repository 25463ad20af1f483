using Bunraku.Core.Images;
using Bunraku.Distillation.Quality;

namespace Bunraku.Distillation.Tests.Quality;

public sealed class PictureComparisonTests
{
    private const int Size = 32;
    private const int Pixels = Size * Size;
    private readonly PictureComparison _comparison = new(Size, Size);

    [Fact]
    public void Equal_pictures_have_200_decibels_and_similarity_1()
    {
        float[] picture = Figure(0.3f);

        Assert.Equal(new PictureQuality(200, 200, 1), _comparison.Compare(picture, [.. picture]));
    }

    [Fact]
    public void A_difference_of_a_tenth_in_one_of_four_channels_is_32_decibels()
    {
        // 10 log10(2^2 / (0.1^2 / 4)) = 10 log10(1600) = 32.0412.
        float[] student = Figure(0f);
        Fill(student, 1, Inside, 0.1f);

        Assert.Equal(32.0412, _comparison.Compare(Figure(0f), student).PsnrDb, 4);
    }

    [Fact]
    public void Ten_codes_of_grey_are_28_decibels_of_display()
    {
        // 10 log10(255^2 / 10^2) = 28.1308.
        PictureQuality quality = _comparison.Compare(Figure(Scaled(110)), Figure(Scaled(120)));

        Assert.Equal(28.1308, quality.DisplayPsnrDb, 4);
    }

    [Fact]
    public void The_background_does_not_count()
    {
        float[] student = Figure(0f);
        Fill(student, 3, pixel => !Inside(pixel), -0.85f);

        PictureQuality quality = _comparison.Compare(Figure(0f), student);

        Assert.Equal(200, quality.PsnrDb);
        Assert.Equal(200, quality.DisplayPsnrDb);
    }

    [Fact]
    public void What_the_student_draws_beside_the_character_counts()
    {
        // As many pixels again, each with an alpha of 1 for 0: mean square 2^2 / 4 / 2 = 0.5, 10 log10(4 / 0.5) = 9.0309.
        float[] student = Figure(0f);
        Fill(student, 3, pixel => pixel < Pixels / 2, 1f);

        Assert.Equal(9.0309, _comparison.Compare(Figure(0f), student).PsnrDb, 4);
    }

    [Fact]
    public void Overshoot_is_no_difference()
    {
        float[] student = Figure(1f);
        Fill(student, 0, Inside, 1.19f);

        Assert.Equal(200, _comparison.Compare(Figure(1f), student).PsnrDb);
    }

    [Fact]
    public void Not_a_number_counts_as_the_least_value()
    {
        float[] black = Figure(-1f);
        float[] student = Figure(-1f);
        Fill(student, 0, Inside, float.NaN);
        float[] white = Figure(1f);

        Assert.Equal(200, _comparison.Compare(black, student).PsnrDb);
        Assert.Equal(_comparison.Compare(white, Student(-1f)).PsnrDb, _comparison.Compare(white, Student(float.NaN)).PsnrDb);

        static float[] Student(float red)
        {
            float[] picture = Figure(1f);
            Fill(picture, 0, Inside, red);
            return picture;
        }
    }

    [Fact]
    public void Where_nobody_draws_everything_counts()
    {
        float[] empty = [.. Enumerable.Repeat(-1f, 4 * Pixels)];
        float[] student = [.. empty];
        Fill(student, 0, _ => true, -0.9f);

        Assert.Equal(32.0412, _comparison.Compare(empty, student).PsnrDb, 4);
    }

    [Fact]
    public void Mid_grey_over_mid_grey_cannot_be_seen()
    {
        // Half-transparent grey 128 over grey 128 is grey 128: a viewer sees no difference, and only the networks' values differ.
        float grey = SrgbTransfer.Linear[128];
        float[] teacher = Figure((2 * grey) - 1);
        float[] student = Figure(grey - 1);
        Fill(student, 3, Inside, 0f);

        PictureQuality quality = _comparison.Compare(teacher, student);

        Assert.Equal(200, quality.DisplayPsnrDb);
        Assert.Equal(1, quality.Ssim, 12);
        Assert.InRange(quality.PsnrDb, 0, 20);
    }

    private static bool Inside(int pixel) => pixel < Pixels / 4;

    /// <summary>The scaled linear value of a grey code.</summary>
    private static float Scaled(int code) => (2 * SrgbTransfer.Linear[code]) - 1;

    /// <summary>An opaque grey upper quarter; the rest is transparent.</summary>
    private static float[] Figure(float grey)
    {
        float[] planes = [.. Enumerable.Repeat(-1f, 4 * Pixels)];
        for (int channel = 0; channel < 4; channel++)
        {
            Fill(planes, channel, Inside, channel == 3 ? 1f : grey);
        }

        return planes;
    }

    private static void Fill(float[] planes, int channel, Func<int, bool> where, float value)
    {
        for (int pixel = 0; pixel < Pixels; pixel++)
        {
            if (where(pixel))
            {
                planes[(channel * Pixels) + pixel] = value;
            }
        }
    }
}
