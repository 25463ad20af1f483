using Bunraku.Core.Images;

namespace Bunraku.Benchmarks;

/// <summary>How far two pictures in the network convention are apart where the character is.</summary>
internal static class FrameComparison
{
    /// <summary>What is reported for pictures without any difference.</summary>
    public const double IdenticalDb = 200;

    /// <summary>A pixel belongs to the character where its alpha (0..1) in the expected picture is above this.</summary>
    public const float LeastAlpha = 1f / 512;

    /// <summary>The span of values in the network convention: -1..1.</summary>
    private const double PeakToPeak = 2;

    /// <summary>
    /// The peak signal-to-noise ratio over the four channels of the character's pixels, in dB, at most <see cref="IdenticalDb"/>.
    /// </summary>
    /// <param name="expected">[4, 512, 512], which also says where the character is.</param>
    /// <param name="actual">[4, 512, 512].</param>
    public static double PsnrInsideDb(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        const int Pixels = CharacterPicture.Size * CharacterPicture.Size;
        double squares = 0;
        long count = 0;
        for (int pixel = 0; pixel < Pixels; pixel++)
        {
            float alpha = (expected[(3 * Pixels) + pixel] + 1) / 2;
            if (alpha <= LeastAlpha)
            {
                continue;
            }

            for (int channel = 0; channel < 4; channel++)
            {
                double difference = actual[(channel * Pixels) + pixel] - expected[(channel * Pixels) + pixel];
                squares += difference * difference;
            }

            count += 4;
        }

        return squares == 0 ? IdenticalDb : Math.Min(IdenticalDb, 10 * Math.Log10(PeakToPeak * PeakToPeak * count / squares));
    }
}
