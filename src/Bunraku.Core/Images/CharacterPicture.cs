namespace Bunraku.Core.Images;

/// <summary>
/// The character's picture as the networks see it: float32 [4, 512, 512], channels R, G, B, A, linear light, premultiplied, scaled to -1..1.
/// </summary>
public sealed class CharacterPicture
{
    /// <summary>The side of every character picture and frame, in pixels.</summary>
    public const int Size = 512;

    /// <summary>The linear value of every code value, in float64 as the original computes it.</summary>
    private static readonly double[] Linear = [.. Enumerable.Range(0, 256).Select(code => SrgbTransfer.ToLinear(code / 255.0))];

    private readonly byte[]? _pixels;

    /// <summary>Takes the values as they are.</summary>
    /// <param name="values">[4, 512, 512] in the network convention.</param>
    public CharacterPicture(float[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, 4 * Size * Size);
        Values = values;
    }

    /// <summary>Takes the values as they are, and remembers the picture that they were made of.</summary>
    /// <param name="values">[4, 512, 512] in the network convention.</param>
    /// <param name="image">512x512 pixels; they are copied.</param>
    internal CharacterPicture(float[] values, StraightImage image)
        : this(values) => _pixels = [.. image.Pixels];

    /// <summary>[4, 512, 512] in the network convention.</summary>
    public float[] Values { get; }

    /// <summary>
    /// The same picture with straight alpha, as THA3's networks see it: [4, 512, 512], linear light, not multiplied by alpha, scaled to -1..1; -1 in all channels where alpha is
    /// 0. Made of the picture's pixels, or of <see cref="Values"/> where those are not known.
    /// </summary>
    /// <returns>A new array.</returns>
    public float[] ToStraight()
    {
        const int Plane = Size * Size;
        float[] straight = new float[4 * Plane];
        for (int p = 0; p < Plane; p++)
        {
            double alpha = _pixels is null ? (Values[(3 * Plane) + p] + 1.0) / 2 : _pixels[(4 * p) + 3] / 255.0;
            straight[(3 * Plane) + p] = Scaled(alpha);
            for (int channel = 0; channel < 3; channel++)
            {
                int i = (channel * Plane) + p;
                straight[i] = Scaled(alpha <= 0 ? 0 : _pixels is null ? Math.Clamp((Values[i] + 1.0) / 2 / alpha, 0, 1) : Linear[_pixels[(4 * p) + channel]]);
            }
        }

        return straight;
    }

    private static float Scaled(double unit) => (float)((2 * unit) - 1);
}
