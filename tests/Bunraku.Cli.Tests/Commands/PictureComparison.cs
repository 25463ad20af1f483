using Bunraku.Core.Images;

namespace Bunraku.Cli.Tests.Commands;

/// <summary>The tolerance of golden pictures: every 8-bit value within 1, at most 500 values of a 512x512 picture differing.</summary>
internal static class PictureComparison
{
    private const int MaximumDifferences = 500;

    /// <summary>Fails unless the pictures agree. Where alpha is below <paramref name="fromAlpha"/> in the expected one, nothing is compared.</summary>
    public static void AssertClose(StraightImage expected, StraightImage found, int fromAlpha)
    {
        Assert.Equal((expected.Width, expected.Height), (found.Width, found.Height));
        int differences = 0;
        for (int p = 0; p < expected.Pixels.Length; p += 4)
        {
            if (expected.Pixels[p + 3] < fromAlpha)
            {
                continue;
            }

            for (int i = p; i < p + 4; i++)
            {
                int difference = Math.Abs(expected.Pixels[i] - found.Pixels[i]);
                Assert.InRange(difference, 0, 1);
                differences += difference;
            }
        }

        Assert.InRange(differences, 0, MaximumDifferences);
    }
}
