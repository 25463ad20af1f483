namespace Bunraku.Core.Images.Doctor;

/// <summary>
/// How far colours are from one colour to the eye, in hundredths of the way from black to white: the distance in the Oklab space. Source
/// of the formulas: Björn Ottosson, "A perceptual color space for image processing", 2020.
/// </summary>
internal sealed class ColorDistance
{
    private const int CacheSize = 1 << 12;

    private readonly (float L, float A, float B) _from;
    private readonly uint[] _cachedColors = new uint[CacheSize];
    private readonly float[] _cachedDistances = new float[CacheSize];

    /// <summary>Measures from the given colour.</summary>
    public ColorDistance(SrgbColor from)
    {
        _from = ToOklab(from);
        Array.Fill(_cachedColors, uint.MaxValue);
    }

    /// <summary>The lightness of a colour, 0 to 1, and its two colour axes.</summary>
    public static (float L, float A, float B) ToOklab(SrgbColor color)
    {
        float red = SrgbTransfer.Linear[color.Red];
        float green = SrgbTransfer.Linear[color.Green];
        float blue = SrgbTransfer.Linear[color.Blue];
        float l = float.Cbrt((0.4122214708f * red) + (0.5363325363f * green) + (0.0514459929f * blue));
        float m = float.Cbrt((0.2119034982f * red) + (0.6806995451f * green) + (0.1073969566f * blue));
        float s = float.Cbrt((0.0883024619f * red) + (0.2817188376f * green) + (0.6299787005f * blue));
        return (
            (0.2104542553f * l) + (0.7936177850f * m) - (0.0040720468f * s),
            (1.9779984951f * l) - (2.4285922050f * m) + (0.4505937099f * s),
            (0.0259040371f * l) + (0.7827717662f * m) - (0.8086757660f * s));
    }

    /// <summary>The strength of a colour, 0 for grey.</summary>
    public static float Chroma(SrgbColor color)
    {
        (_, float a, float b) = ToOklab(color);
        return MathF.Sqrt((a * a) + (b * b));
    }

    /// <summary>The distance of a colour.</summary>
    public float To(SrgbColor color)
    {
        (float l, float a, float b) = ToOklab(color);
        return 100 * MathF.Sqrt(Square(l - _from.L) + Square(a - _from.A) + Square(b - _from.B));
    }

    /// <summary>The distance of a pixel's colour (R, G, B, ...).</summary>
    public float To(ReadOnlySpan<byte> pixel)
    {
        // Cube roots are dear, and in drawings the same colours come again and again.
        uint color = pixel[0] | ((uint)pixel[1] << 8) | ((uint)pixel[2] << 16);
        uint slot = (color * 2654435761u) >> 20;
        if (_cachedColors[slot] != color)
        {
            _cachedColors[slot] = color;
            _cachedDistances[slot] = To(new SrgbColor(pixel[0], pixel[1], pixel[2]));
        }

        return _cachedDistances[slot];
    }

    private static float Square(float x) => x * x;
}
