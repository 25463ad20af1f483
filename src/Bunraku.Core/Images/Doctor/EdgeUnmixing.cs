using System.Numerics;

namespace Bunraku.Core.Images.Doctor;

/// <summary>
/// Takes a known background colour out of the edge of a character. A pixel there is a mixture: alpha times a colour of the character
/// next to it, and the rest background. Both are found from the neighbours further inside, in sRGB values, because that is where
/// programs mix when they flatten a picture.
/// </summary>
internal sealed class EdgeUnmixing
{
    /// <summary>How many pixels deep a soft edge is.</summary>
    private const int Depth = 2;

    /// <summary>How far away a neighbour may be that shows the colour without background.</summary>
    private const int Reach = 3;

    /// <summary>Two explanations of a pixel that differ by less than this (in code values) are equally good.</summary>
    private const float Doubt = 6;

    /// <summary>Below this a mixture says too little about the colour in it.</summary>
    private const float FaintAlpha = 0.25f;

    private const byte Deep = byte.MaxValue;

    private readonly StraightImage _source;
    private readonly byte[] _depths;
    private readonly Vector3 _background;

    private EdgeUnmixing(StraightImage source, byte[] depths, SrgbColor background)
    {
        _source = source;
        _depths = depths;
        _background = new Vector3(background.Red, background.Green, background.Blue);
    }

    /// <summary>Clears the background and un-mixes the edge.</summary>
    /// <param name="image">The picture with its background.</param>
    /// <param name="cut">The background.</param>
    /// <param name="marks">Where it is, by <see cref="BackgroundFill.Find"/>.</param>
    public static StraightImage CutOut(StraightImage image, BackgroundCut cut, byte[] marks)
    {
        bool[] background = [.. marks.Select(mark => mark == BackgroundFill.Reached || (cut.Enclosed && mark == BackgroundFill.Enclosed))];
        var unmixing = new EdgeUnmixing(image, DepthsFrom(background, image.Width), cut.Color);
        var result = new StraightImage(image.Width, image.Height, [.. image.Pixels]);
        for (int i = 0; i < background.Length; i++)
        {
            if (background[i])
            {
                result.Pixels.AsSpan(4 * i, 4).Clear();
            }
            else if (unmixing._depths[i] <= Depth)
            {
                unmixing.Unmix(i, result.Pixels.AsSpan(4 * i, 4));
            }
        }

        return result;
    }

    /// <summary>0 in the background, then 1, 2 and so on inwards, as far as a neighbour is looked for.</summary>
    private static byte[] DepthsFrom(bool[] background, int width)
    {
        byte[] depths = [.. background.Select(isFree => isFree ? (byte)0 : Deep)];
        int height = background.Length / width;
        for (byte depth = 1; depth <= Depth; depth++)
        {
            for (int i = 0; i < depths.Length; i++)
            {
                if (depths[i] == Deep && Touches(depths, i, width, height, depth - 1))
                {
                    depths[i] = depth;
                }
            }
        }

        return depths;
    }

    private static bool Touches(byte[] depths, int pixel, int width, int height, int depth)
    {
        (int row, int column) = (pixel / width, pixel % width);
        for (int y = Math.Max(0, row - 1); y <= Math.Min(height - 1, row + 1); y++)
        {
            for (int x = Math.Max(0, column - 1); x <= Math.Min(width - 1, column + 1); x++)
            {
                if (depths[(y * width) + x] == depth)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private void Unmix(int pixel, Span<byte> target)
    {
        Vector3 mixed = ColorAt(pixel);
        (float alpha, Vector3 inner) = BestMixture(pixel, mixed);
        if (alpha > 0.97f)
        {
            return;
        }

        Vector3 color = alpha < FaintAlpha ? inner : _background + ((mixed - _background) / alpha);
        color = Vector3.Clamp(color, Vector3.Zero, new Vector3(255));
        target[0] = (byte)float.Round(color.X);
        target[1] = (byte)float.Round(color.Y);
        target[2] = (byte)float.Round(color.Z);
        target[3] = (byte)float.Round(alpha * target[3]);
    }

    private (float Alpha, Vector3 Inner) BestMixture(int pixel, Vector3 mixed)
    {
        int width = _source.Width;
        (int row, int column) = (pixel / width, pixel % width);
        (float Error, float Alpha, Vector3 Inner) best = (float.PositiveInfinity, 1, mixed);
        for (int y = Math.Max(0, row - Reach); y <= Math.Min(_source.Height - 1, row + Reach); y++)
        {
            for (int x = Math.Max(0, column - Reach); x <= Math.Min(width - 1, column + Reach); x++)
            {
                int neighbour = (y * width) + x;
                Vector3 inner = ColorAt(neighbour);
                if (!IsPurer(neighbour, inner, pixel, mixed))
                {
                    continue;
                }

                (float alpha, float error) = Explain(mixed - _background, inner - _background);
                if (IsBetter(error, alpha, best.Error, best.Alpha, outermost: _depths[pixel] == 1))
                {
                    best = (error, alpha, inner);
                }
            }
        }

        return (best.Alpha, best.Inner);
    }

    /// <summary>A neighbour further inside, or in a thin tip, which is edge all over, one that is clearly further from the background.</summary>
    private bool IsPurer(int neighbour, Vector3 inner, int pixel, Vector3 mixed) =>
        _depths[neighbour] > _depths[pixel]
        || (_depths[neighbour] > 0 && (inner - _background).LengthSquared() > 1.5f * (mixed - _background).LengthSquared());

    /// <summary>
    /// Of two good explanations of the outermost pixels the more transparent one is right, because there mixtures are; further inside
    /// the more solid one, because there shading looks like a mixture too.
    /// </summary>
    private static bool IsBetter(float error, float alpha, float bestError, float bestAlpha, bool outermost) =>
        Math.Abs(error - bestError) > Doubt ? error < bestError : outermost ? alpha < bestAlpha : alpha > bestAlpha;

    private static (float Alpha, float Error) Explain(Vector3 mixed, Vector3 inner)
    {
        float length = inner.LengthSquared();
        float alpha = length < 64 ? 1 : Math.Clamp(Vector3.Dot(mixed, inner) / length, 0, 1);
        return (alpha, (mixed - (inner * alpha)).Length());
    }

    private Vector3 ColorAt(int pixel)
    {
        ReadOnlySpan<byte> color = _source.Pixels.AsSpan(4 * pixel, 4);
        return new Vector3(color[0], color[1], color[2]);
    }
}
