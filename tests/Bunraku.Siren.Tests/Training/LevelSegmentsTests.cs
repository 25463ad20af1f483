using Bunraku.Siren.Kernels;
using Bunraku.Siren.Training.Simd;

namespace Bunraku.Siren.Tests.Training;

public sealed class LevelSegmentsTests
{
    [Theory]
    [InlineData(128, 0.02)]
    [InlineData(128, 0.7)]
    [InlineData(256, 0.1)]
    [InlineData(512, 1)]
    public void Every_wanted_pixel_is_counted_once_in_the_band_of_its_row(int size, double share)
    {
        var random = new Random(3);
        float[] weights = [.. Enumerable.Range(0, size * size).Select(_ => random.NextDouble() < share ? 2f : 0f)];
        var level = new LevelSegments(size);
        level.Cover(weights);
        int[] counted = new int[size * size];
        for (int band = 0; band < Bands.Count; band++)
        {
            ReadOnlySpan<Segment> segments = level.InBand(band);
            Assert.Equal(0, segments.Length % Tile.Segments);
            foreach (Segment segment in segments)
            {
                Assert.Equal(band, segment.Origin.Row * Bands.Count / size);
                Assert.Equal(0, segment.Origin.Column % 2);
                for (int pixel = segment.Skip; pixel < Tile.SegmentPixels; pixel++)
                {
                    counted[(segment.Origin.Row * size) + segment.Origin.Column + pixel]++;
                }
            }
        }

        int[] sizes = [.. Enumerable.Range(0, Bands.Count).Select(turn => level.InBand(level.BandAt(turn)).Length)];
        Assert.Equal(sizes.OrderDescending(), sizes);
        Assert.Equal(Enumerable.Range(0, Bands.Count), Enumerable.Range(0, Bands.Count).Select(level.BandAt).Order());
        Assert.All(counted, count => Assert.InRange(count, 0, 1));
        Assert.All(weights.Zip(counted), pair => Assert.True(pair.First == 0f || pair.Second == 1));
    }

    [Fact]
    public void Neighbours_make_tiles_that_are_treated_at_once()
    {
        ReadOnlySpan<Segment> segments = TrainingPlan.Dense.Middle.InBand(3);
        for (int first = 0; first < segments.Length; first += Tile.Segments)
        {
            Assert.Equal(Tile.Pixels, Segment.RunPixels(segments.Slice(first, Tile.Segments)));
        }
    }
}
