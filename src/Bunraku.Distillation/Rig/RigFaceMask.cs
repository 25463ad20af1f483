using Bunraku.Core.Images;

namespace Bunraku.Distillation.Rig;

/// <summary>Draws the face mask of a rig.</summary>
internal static class RigFaceMask
{
    public static StraightImage Draw(RigCharacter character)
    {
        const int Size = CharacterPicture.Size;
        var mask = new StraightImage(Size, Size);
        for (int pixel = 0; pixel < Size * Size; pixel++)
        {
            mask.Pixels[(4 * pixel) + 3] = 255;
        }

        // Brows rise 38 pixels above the middle of an eye, lids and lashes end 19 below it and 20 next to it.
        float reach = 20f * character.EyeScale;
        foreach (float middle in new[] { 256f - character.EyeDistance, 256f + character.EyeDistance })
        {
            Fill(mask, character.EyeRow - 38f, character.EyeRow + 19f, middle - reach, middle + reach);
        }

        Fill(mask, character.MouthRow - 10f, 202f, 210f, 302f);

        // The corner where the crop sees past the hair: so few pixels that a student otherwise paints them over with hair.
        Fill(mask, 80f, 98f, 192f, 202f);
        return mask;
    }

    private static void Fill(StraightImage mask, float top, float bottom, float left, float right)
    {
        for (int row = (int)top; row < (int)bottom; row++)
        {
            mask.Pixels.AsSpan(4 * ((row * mask.Width) + (int)left), 4 * ((int)right - (int)left)).Fill(255);
        }
    }
}
