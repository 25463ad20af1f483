using Bunraku.Core.Images;

namespace Bunraku.Distillation.Quality;

/// <summary>
/// Compares a student's picture with the teacher's, inside the character's bounds: the pixels where the teacher's alpha is above 1/512, and those
/// where the student draws visibly, alpha above 1/10, though the teacher does not. Everywhere else both are background, which would flatter the
/// student. Where there is no such pixel, all count.
/// <list type="bullet">
/// <item><see cref="PictureQuality.PsnrDb"/>: in the network convention, values limited to -1..1 (not-a-number counts as -1), four channels, peak 2:
/// 10 log10(2^2 / mean squared difference).</item>
/// <item><see cref="PictureQuality.DisplayPsnrDb"/>: of 8-bit sRGB pictures over mid grey (128), mixed in linear light, three channels, peak 255.</item>
/// <item><see cref="PictureQuality.Ssim"/>: of the luma (0.299 R + 0.587 G + 0.114 B, not rounded) of the same 8-bit pictures.</item>
/// </list>
/// Equal pictures have 200 dB. One comparison at a time.
/// </summary>
public sealed class PictureComparison
{
    /// <summary>What equal pictures have, in decibels.</summary>
    public const double MostDecibels = 200;

    /// <summary>Alpha 1/512, scaled to -1..1: below it the 8-bit alpha is 0.</summary>
    private const float TeacherLimit = (2f / 512f) - 1f;

    /// <summary>Alpha 1/10, scaled: the haze that a student leaves in the background stays below, and a support mask removes it.</summary>
    private const float StudentLimit = (2f / 10f) - 1f;

    private static readonly LinearColor Grey = LinearColor.FromSrgb(128, 128, 128);
    private readonly int _width;
    private readonly int _height;
    private readonly bool[] _region;
    private readonly byte[] _teacherPicture;
    private readonly byte[] _studentPicture;
    private readonly double[] _teacherLuma;
    private readonly double[] _studentLuma;
    private readonly StructuralSimilarity _similarity;

    /// <param name="width">Of the pictures, in pixels, at least 11.</param>
    /// <param name="height">Of the pictures, in pixels, at least 11.</param>
    public PictureComparison(int width, int height)
    {
        _width = width;
        _height = height;
        _region = new bool[width * height];
        _teacherPicture = new byte[4 * width * height];
        _studentPicture = new byte[4 * width * height];
        _teacherLuma = new double[width * height];
        _studentLuma = new double[width * height];
        _similarity = new StructuralSimilarity(width, height);
    }

    /// <summary>Compares two pictures.</summary>
    /// <param name="teacher">[4, height, width] in the network convention.</param>
    /// <param name="student">[4, height, width] in the network convention.</param>
    public PictureQuality Compare(ReadOnlySpan<float> teacher, ReadOnlySpan<float> student)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(teacher.Length, 4 * _region.Length, nameof(teacher));
        ArgumentOutOfRangeException.ThrowIfNotEqual(student.Length, 4 * _region.Length, nameof(student));
        FindRegion(teacher[(3 * _region.Length)..], student[(3 * _region.Length)..]);
        FrameConversion.OverBackground(teacher, _width, _height, Grey, _teacherPicture);
        FrameConversion.OverBackground(student, _width, _height, Grey, _studentPicture);
        FillLuma(_teacherPicture, _teacherLuma);
        FillLuma(_studentPicture, _studentLuma);
        return new PictureQuality(
            Decibels(MeanSquare(teacher, student), peak: 2),
            Decibels(DisplayMeanSquare(), peak: 255),
            _similarity.Mean(_teacherLuma, _studentLuma, _region));
    }

    private static double Decibels(double meanSquare, double peak) =>
        meanSquare > 0 ? Math.Min(10 * Math.Log10(peak * peak / meanSquare), MostDecibels) : MostDecibels;

    private static double Limited(float value) => value is > -1f ? Math.Min(value, 1f) : -1f;

    private static void FillLuma(ReadOnlySpan<byte> rgba, Span<double> luma)
    {
        for (int pixel = 0; pixel < luma.Length; pixel++)
        {
            luma[pixel] = (0.299 * rgba[4 * pixel]) + (0.587 * rgba[(4 * pixel) + 1]) + (0.114 * rgba[(4 * pixel) + 2]);
        }
    }

    private void FindRegion(ReadOnlySpan<float> teacherAlpha, ReadOnlySpan<float> studentAlpha)
    {
        bool isEmpty = true;
        for (int pixel = 0; pixel < _region.Length; pixel++)
        {
            _region[pixel] = teacherAlpha[pixel] > TeacherLimit || studentAlpha[pixel] > StudentLimit;
            isEmpty &= !_region[pixel];
        }

        if (isEmpty)
        {
            Array.Fill(_region, true);
        }
    }

    private double MeanSquare(ReadOnlySpan<float> teacher, ReadOnlySpan<float> student)
    {
        double sum = 0;
        int pixels = 0;
        for (int pixel = 0; pixel < _region.Length; pixel++)
        {
            if (_region[pixel])
            {
                pixels++;
                for (int value = pixel; value < teacher.Length; value += _region.Length)
                {
                    double difference = Limited(teacher[value]) - Limited(student[value]);
                    sum += difference * difference;
                }
            }
        }

        return sum / (4 * pixels);
    }

    private double DisplayMeanSquare()
    {
        long sum = 0;
        int pixels = 0;
        for (int pixel = 0; pixel < _region.Length; pixel++)
        {
            if (_region[pixel])
            {
                pixels++;
                for (int channel = 0; channel < 3; channel++)
                {
                    int difference = _teacherPicture[(4 * pixel) + channel] - _studentPicture[(4 * pixel) + channel];
                    sum += difference * difference;
                }
            }
        }

        return sum / (3.0 * pixels);
    }
}
