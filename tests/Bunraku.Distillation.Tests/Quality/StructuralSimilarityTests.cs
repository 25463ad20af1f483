using Bunraku.Distillation.Quality;

namespace Bunraku.Distillation.Tests.Quality;

public sealed class StructuralSimilarityTests
{
    private const int Width = 17;
    private const int Height = 14;

    [Fact]
    public void Two_flat_pictures_differ_by_the_luminance_term_alone()
    {
        // C1 = (0.01 * 255)^2 = 6.5025: (2 * 100 * 150 + C1) / (100^2 + 150^2 + C1) = 0.923092...
        double expected = ((2 * 100 * 150) + 6.5025) / ((100 * 100) + (150 * 150) + 6.5025);

        Assert.Equal(expected, Mean(_ => 100, _ => 150, _ => true), 12);
        Assert.Equal(0.92309, expected, 5);
    }

    [Fact]
    public void A_picture_is_similar_to_itself()
    {
        double[] picture = Noise(1);

        Assert.Equal(1, Mean(i => picture[i], i => picture[i], _ => true), 12);
    }

    [Fact]
    public void A_negative_is_the_opposite()
    {
        double[] picture = Noise(1);

        Assert.InRange(Mean(i => picture[i], i => 255 - picture[i], _ => true), -1, -0.8);
    }

    [Fact]
    public void Any_two_pictures_have_the_index_of_the_definition()
    {
        (double[] first, double[] second) = (Noise(1), Noise(2));
        var region = new Random(3);
        bool[] counts = [.. first.Select(_ => region.Next(2) == 0)];

        double sum = 0;
        int windows = 0;
        for (int row = 5; row < Height - 5; row++)
        {
            for (int column = 5; column < Width - 5; column++)
            {
                if (counts[(row * Width) + column])
                {
                    sum += DirectIndex(first, second, row, column);
                    windows++;
                }
            }
        }

        Assert.Equal(sum / windows, Mean(i => first[i], i => second[i], i => counts[i]), 10);
    }

    [Fact]
    public void A_region_at_the_very_edge_is_judged_by_the_whole_picture()
    {
        double[] picture = Noise(1);

        Assert.Equal(1, Mean(i => picture[i], i => picture[i], i => i == 0), 12);
    }

    private static double Mean(Func<int, double> first, Func<int, double> second, Func<int, bool> region)
    {
        int[] pixels = [.. Enumerable.Range(0, Width * Height)];
        return new StructuralSimilarity(Width, Height).Mean([.. pixels.Select(first)], [.. pixels.Select(second)], [.. pixels.Select(region)]);
    }

    /// <summary>The definition, as it is written, with central moments.</summary>
    private static double DirectIndex(double[] first, double[] second, int row, int column)
    {
        (double Weight, double X, double Y)[] window =
        [
            .. from i in Enumerable.Range(-5, 11)
               from j in Enumerable.Range(-5, 11)
               let at = ((row + i) * Width) + column + j
               select (Math.Exp(-((i * i) + (j * j)) / 4.5), first[at], second[at]),
        ];
        double total = window.Sum(p => p.Weight);
        double x = window.Sum(p => p.Weight * p.X) / total;
        double y = window.Sum(p => p.Weight * p.Y) / total;
        double xx = window.Sum(p => p.Weight * (p.X - x) * (p.X - x)) / total;
        double yy = window.Sum(p => p.Weight * (p.Y - y) * (p.Y - y)) / total;
        double xy = window.Sum(p => p.Weight * (p.X - x) * (p.Y - y)) / total;
        return ((2 * x * y) + 6.5025) * ((2 * xy) + 58.5225) / (((x * x) + (y * y) + 6.5025) * (xx + yy + 58.5225));
    }

    private static double[] Noise(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Width * Height).Select(_ => 255 * random.NextDouble())];
    }
}
