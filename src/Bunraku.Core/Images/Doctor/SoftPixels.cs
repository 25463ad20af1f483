namespace Bunraku.Core.Images.Doctor;

/// <summary>Half-transparent pixels that lie apart from solid ones: haze where they are faint, a halo where they surround the character.</summary>
internal static class SoftPixels
{
    /// <summary>Up to this alpha a pixel is faint.</summary>
    private const byte FaintAlpha = 64;

    /// <summary>How many pixels lie apart: faint ones from all that is not faint (haze), others from solid ones (halo).</summary>
    public static (int Haze, int Halo) Count(StraightImage image)
    {
        bool[] nearVisible = Near(image, FaintAlpha + 1);
        bool[] nearSolid = Near(image, SolidNeighborhood.SolidAlpha);
        (int haze, int halo) = (0, 0);
        for (int i = 0; i < nearSolid.Length; i++)
        {
            byte alpha = image.Pixels[(4 * i) + 3];
            haze += !nearVisible[i] && alpha > 0 ? 1 : 0;
            halo += !nearSolid[i] && alpha is > FaintAlpha and < SolidNeighborhood.SolidAlpha ? 1 : 0;
        }

        return (haze, halo);
    }

    /// <summary>Clears faint pixels that lie apart from all that is not faint.</summary>
    public static void ClearHaze(StraightImage image) => ClearBeyond(image, Near(image, FaintAlpha + 1));

    /// <summary>Clears all pixels that lie apart from solid ones.</summary>
    public static void ClearHalo(StraightImage image) => ClearBeyond(image, Near(image, SolidNeighborhood.SolidAlpha));

    private static bool[] Near(StraightImage image, byte alpha) => SolidNeighborhood.Of(image, SolidNeighborhood.RadiusFor(image), alpha);

    private static void ClearBeyond(StraightImage image, bool[] near)
    {
        for (int i = 0; i < near.Length; i++)
        {
            if (!near[i])
            {
                image.Pixels.AsSpan(4 * i, 4).Clear();
            }
        }
    }
}
