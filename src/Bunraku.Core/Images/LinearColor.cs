namespace Bunraku.Core.Images;

/// <summary>An opaque colour in linear light, each channel 0 to 1.</summary>
/// <param name="Red">0 to 1, linear light.</param>
/// <param name="Green">0 to 1, linear light.</param>
/// <param name="Blue">0 to 1, linear light.</param>
public readonly record struct LinearColor(float Red, float Green, float Blue)
{
    /// <summary>The colour of three sRGB code values.</summary>
    public static LinearColor FromSrgb(byte red, byte green, byte blue) =>
        new(SrgbTransfer.Linear[red], SrgbTransfer.Linear[green], SrgbTransfer.Linear[blue]);
}
