using Bunraku.Core.Images;

namespace Bunraku.Studio.Features.Distiller.Masks;

/// <summary>A face mask on its way between the page and Studio: the 128 x 128 pixels of the face crop, 8 to a byte, the first in the highest bit.</summary>
/// <param name="packed">2048 bytes.</param>
public sealed class MaskBits(byte[] packed)
{
    /// <summary>The pixels of the face crop.</summary>
    public static readonly int Pixels = FaceCrop.Student.Height * FaceCrop.Student.Width;

    /// <summary>All black.</summary>
    public static MaskBits Empty { get; } = new(new byte[Pixels / 8]);

    /// <summary>The bytes.</summary>
    public byte[] Packed { get; } = packed.Length == Pixels / 8 ? packed : throw new ArgumentException($"A mask has {Pixels / 8} bytes, not {packed.Length}.", nameof(packed));

    /// <summary>Packs a mask [128, 128] of 0 and 1.</summary>
    public static MaskBits Of(ReadOnlySpan<float> values)
    {
        byte[] packed = new byte[Pixels / 8];
        for (int i = 0; i < Pixels; i++)
        {
            if (values[i] > 0f)
            {
                packed[i / 8] |= (byte)(0x80 >> (i % 8));
            }
        }

        return new MaskBits(packed);
    }

    /// <summary>The mask [128, 128] of 0 and 1.</summary>
    public float[] ToValues()
    {
        float[] values = new float[Pixels];
        for (int i = 0; i < Pixels; i++)
        {
            values[i] = (Packed[i / 8] >> (7 - (i % 8))) & 1;
        }

        return values;
    }
}
