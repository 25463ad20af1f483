using Bunraku.Core.Errors;

namespace Bunraku.Core.Images;

/// <summary>From a picture file's pixels to the input of the networks.</summary>
public static class ImageConversion
{
    /// <summary>
    /// Converts a 512x512 picture: colour to linear light, times alpha, then every channel scaled from 0..1 to -1..1. Always four
    /// channels; a picture without transparency has alpha 1 everywhere.
    /// </summary>
    /// <param name="image">The picture, 512x512.</param>
    /// <param name="name">What to call it in an error: its path.</param>
    /// <exception cref="BadInputException">The picture is not 512x512.</exception>
    public static CharacterPicture ToNetwork(StraightImage image, string name)
    {
        const int Size = CharacterPicture.Size;
        if (image.Width != Size || image.Height != Size)
        {
            throw new BadInputException(
                $"{name}: the character picture must be {Size}x{Size} pixels, but is {image.Width}x{image.Height}. Crop it to a square around the character and resize it to {Size}x{Size}.");
        }

        const int Plane = Size * Size;
        ReadOnlySpan<float> linear = SrgbTransfer.Linear.AsSpan();
        float[] values = new float[4 * Plane];
        ReadOnlySpan<byte> pixels = image.Pixels;
        for (int p = 0; p < Plane; p++)
        {
            float alpha = pixels[(4 * p) + 3] / 255f;
            for (int channel = 0; channel < 3; channel++)
            {
                values[(channel * Plane) + p] = (2f * (linear[pixels[(4 * p) + channel]] * alpha)) - 1f;
            }

            values[(3 * Plane) + p] = (2f * alpha) - 1f;
        }

        return new CharacterPicture(values, image);
    }
}
