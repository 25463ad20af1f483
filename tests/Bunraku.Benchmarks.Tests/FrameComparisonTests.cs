using Bunraku.Core.Images;

namespace Bunraku.Benchmarks.Tests;

public sealed class FrameComparisonTests
{
    private const int Pixels = CharacterPicture.Size * CharacterPicture.Size;

    [Fact]
    public void Identical_frames_reach_the_cap()
    {
        float[] frame = Frame(opaquePixels: 100);
        Assert.Equal(FrameComparison.IdenticalDb, FrameComparison.PsnrInsideDb(frame, frame));
    }

    [Fact]
    public void A_constant_error_inside_the_character_gives_the_textbook_figure()
    {
        float[] expected = Frame(opaquePixels: 1000);
        float[] actual = [.. expected.Select(value => value + 0.002f)];
        Assert.Equal(60, FrameComparison.PsnrInsideDb(expected, actual), tolerance: 0.01);
    }

    [Fact]
    public void Errors_outside_the_character_do_not_count()
    {
        float[] expected = Frame(opaquePixels: 1000);
        float[] actual = [.. expected];
        actual[Pixels - 1] = 1;
        Assert.Equal(FrameComparison.IdenticalDb, FrameComparison.PsnrInsideDb(expected, actual));
    }

    [Fact]
    public void One_lost_pixel_of_the_character_is_far_below_sixty_decibels()
    {
        float[] expected = Frame(opaquePixels: 1000);
        float[] actual = [.. expected];
        actual[(3 * Pixels) + 5] = -1;
        Assert.InRange(FrameComparison.PsnrInsideDb(expected, actual), 30, 40);
    }

    /// <summary>Transparent black but for the first pixels, which are opaque black.</summary>
    private static float[] Frame(int opaquePixels)
    {
        float[] frame = new float[4 * Pixels];
        Array.Fill(frame, -1f);
        frame.AsSpan(3 * Pixels, opaquePixels).Fill(1f);
        return frame;
    }
}
