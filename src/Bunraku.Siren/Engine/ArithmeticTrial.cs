using System.Diagnostics;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Support;

namespace Bunraku.Siren.Engine;

/// <summary>Draws parts of a few frames with two engines of one character, to learn whether the candidate may take the place of the reference.</summary>
internal static class ArithmeticTrial
{
    /// <summary>
    /// The least peak signal-to-noise ratio inside the character, in dB. An 8-bit picture is 59 dB from its own unrounded original.
    /// </summary>
    public const double LeastPsnrDb = 52;

    private const int Size = CharacterPicture.Size;
    private const int Poses = 3;

    // Four bands of 16 rows.
    private static readonly int[] Rows = [.. Enumerable.Range(0, Size).Where(row => row % 128 is >= 56 and < 72)];

    private static readonly TilePlan Plan = TilePlan.For(
        [.. Rows.SelectMany(row => Enumerable.Range(0, Size / Tile.StripPixels).Select(strip => new TileOrigin(row, strip * Tile.StripPixels)))]);

    /// <summary>Whether the candidate is close enough to the reference in every pose, and faster.</summary>
    public static bool IsWon(StudentEngine reference, StudentEngine candidate)
    {
        PosedFrame expected = new(), actual = new();
        TimeSpan referenceTime = TimeSpan.MaxValue, candidateTime = TimeSpan.MaxValue;
        foreach (Pose pose in SupportPoses.Corners(Poses))
        {
            // The least of several times: the first one includes compilation, and others whatever else the machine does.
            referenceTime = Least(referenceTime, Time(reference, pose, expected));
            candidateTime = Least(candidateTime, Time(candidate, pose, actual));
            if (!(PsnrInsideDb(expected.Blended, actual.Blended) >= LeastPsnrDb))
            {
                return false;
            }
        }

        return candidateTime < referenceTime;
    }

    /// <summary>The peak signal-to-noise ratio of the rows that the trial draws, over the channels of the character's pixels, in dB.</summary>
    /// <param name="expected">[4, 512, 512], which also says where the character is.</param>
    /// <param name="actual">[4, 512, 512].</param>
    private static double PsnrInsideDb(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        // In the network convention transparent is -1, and the span of values 2.
        const float LeastAlpha = (2 / 512f) - 1;
        const double Peak = 2;
        double squares = 0;
        long count = 0;
        foreach (int row in Rows)
        {
            for (int pixel = row * Size; pixel < (row + 1) * Size; pixel++)
            {
                if (expected[(3 * Size * Size) + pixel] > LeastAlpha)
                {
                    squares += SquaredDifference(expected, actual, pixel);
                    count += 4;
                }
            }
        }

        return squares == 0 ? double.PositiveInfinity : 10 * Math.Log10(Peak * Peak * count / squares);
    }

    private static double SquaredDifference(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, int pixel)
    {
        double sum = 0;
        for (int channel = 0; channel < 4; channel++)
        {
            double difference = actual[(channel * Size * Size) + pixel] - expected[(channel * Size * Size) + pixel];
            sum += difference * difference;
        }

        return sum;
    }

    private static TimeSpan Time(StudentEngine engine, Pose pose, PosedFrame frame)
    {
        long start = Stopwatch.GetTimestamp();
        engine.Render(pose, frame, Plan);
        return Stopwatch.GetElapsedTime(start);
    }

    private static TimeSpan Least(TimeSpan first, TimeSpan second) => first < second ? first : second;
}
