using Bunraku.Core.Images;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Engine;

/// <summary>
/// The character's picture with the current face in it, pixel by pixel [row][column][R, G, B, A] for the warp, and the face alone in
/// planes.
/// </summary>
internal sealed unsafe class PastedPicture
{
    private static readonly PixelRectangle Crop = FaceCrop.Student;

    public PastedPicture(CharacterPicture picture, EngineMemory memory)
    {
        Pointer = memory.Take(Warp.Stride * Warp.Stride * 4);
        Load(picture.Values);
    }

    /// <summary>[513][513][4]; the last row and column are zero.</summary>
    public float* Pointer { get; }

    /// <summary>[4, 128, 128]: the output of the face network.</summary>
    public float[] Face { get; } = new float[4 * Crop.Height * Crop.Width];

    /// <summary>Replaces the whole picture, face included.</summary>
    /// <param name="planes">[4, 512, 512].</param>
    public void Load(ReadOnlySpan<float> planes)
    {
        const int Size = CharacterPicture.Size;
        for (int row = 0; row < Size; row++)
        {
            for (int column = 0; column < Size; column++)
            {
                for (int channel = 0; channel < 4; channel++)
                {
                    PixelAt(row, column)[channel] = planes[(((channel * Size) + row) * Size) + column];
                }
            }
        }
    }

    /// <summary>Puts a segment of the face network's output in its place.</summary>
    /// <param name="segment">Its place in the face.</param>
    /// <param name="color">The segment's first pixel in a tile [4][32].</param>
    public void PasteFace(TileOrigin segment, float* color)
    {
        float* pixel = PixelAt(Crop.Top + segment.Row, Crop.Left + segment.Column);
        Span<float> face = Face.AsSpan((segment.Row * Crop.Width) + segment.Column);
        for (int i = 0; i < Tile.SegmentPixels; i++)
        {
            for (int channel = 0; channel < 4; channel++)
            {
                float value = color[(channel * Tile.Pixels) + i];
                *pixel++ = value;
                face[(channel * Crop.Height * Crop.Width) + i] = value;
            }
        }
    }

    /// <summary>Writes the picture with the current face in it, in planes.</summary>
    /// <param name="planes">[4, 512, 512].</param>
    public void CopyTo(float[] planes)
    {
        const int Size = CharacterPicture.Size;
        for (int row = 0; row < Size; row++)
        {
            float* pixel = PixelAt(row, 0);
            for (int column = 0; column < Size; column++)
            {
                for (int channel = 0; channel < 4; channel++)
                {
                    planes[(((channel * Size) + row) * Size) + column] = *pixel++;
                }
            }
        }
    }

    private float* PixelAt(int row, int column) => Pointer + (4 * ((row * Warp.Stride) + column));
}
