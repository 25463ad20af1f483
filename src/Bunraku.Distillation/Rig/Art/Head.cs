using SkiaSharp;

namespace Bunraku.Distillation.Rig.Art;

/// <summary>The ears, and the face with everything on it that a face parameter moves.</summary>
internal static class Head
{
    public static void DrawEars(Ink ink, RigPalette palette) => ink.BothSides(() =>
    {
        using SKPath ear = SKPath.ParseSvgPathData("M302,140 C308,134 316,137 315,147 C314,157 309,166 301,167 Z");
        ink.Fill(ear, palette.Skin);
        ink.Inside(ear, () => ink.Fill("M304,144 C309,141 312,144 311,150 C310,156 307,160 303,162 Z", palette.SkinShadow));
        ink.Line(ear, palette.SkinInk, 1.2f);
    });

    public static void DrawFace(Ink ink, RigCharacter character, FaceValues values)
    {
        RigPalette palette = character.Palette;
        MouthValues mouth = values.Mouth();
        MouthShape shape = MouthShape.Of(mouth);
        using SKPath face = FaceShape(shape.Jaw);
        ink.Fill(face, palette.Skin);
        ink.Inside(face, () => DrawShading(ink, palette));
        ink.Line(face, palette.SkinInk, 1.25f);
        DrawNose(ink, palette);
        ink.Canvas.Save();
        ink.Canvas.Translate(256f, character.MouthRow);
        Mouth.Draw(ink, palette, mouth, shape);
        ink.Canvas.Restore();
        for (int side = 0; side < 2; side++)
        {
            EyeValues eye = values.Eye(side);
            int drawn = side;
            AtEye(ink, character, side, () => Eye.Draw(ink, palette, eye, drawn));
        }

        DrawBrows(ink, character, values, alpha: 255);
    }

    /// <summary>The eyebrows; drawn once more, faintly, over the fringe, so that no expression hides under it.</summary>
    public static void DrawBrows(Ink ink, RigCharacter character, FaceValues values, byte alpha)
    {
        for (int side = 0; side < 2; side++)
        {
            BrowValues brow = values.Brow(side);
            AtEye(ink, character, side, () => Brow.Draw(ink, character.Palette, brow, alpha));
        }
    }

    private static void AtEye(Ink ink, RigCharacter character, int side, Action draw)
    {
        float direction = side == 0 ? 1f : -1f;
        ink.Canvas.Save();
        ink.Canvas.Translate(256f + (direction * character.EyeDistance), character.EyeRow);
        ink.Canvas.Scale(direction * character.EyeScale, character.EyeScale);
        draw();
        ink.Canvas.Restore();
    }

    private static SKPath FaceShape(float jaw)
    {
        var half = new SKPath();
        half.MoveTo(256f, 78f);
        half.CubicTo(286f, 78f, 304f, 100f, 304.5f, 134f);
        half.CubicTo(305f, 147f, 304.6f, 158f, 299.6f, 167f + (0.3f * jaw));
        half.CubicTo(292.6f, 179.4f + (0.6f * jaw), 277f, 188f + jaw, 267f, 192.6f + jaw);
        half.CubicTo(262.6f, 194.6f + jaw, 259.4f, 195.2f + jaw, 256f, 195.2f + jaw);
        using (half)
        {
            return Shapes.Symmetric(half);
        }
    }

    private static void DrawShading(Ink ink, RigPalette palette)
    {
        // What the fringe and the side locks cast on the face.
        ink.Fill(
            "M200,70 L316,70 L316,150 C311,140 306,138 304,146 C305,160 305,172 306,190 C300,176 301,156 299,143 C293,136 288,127 284,114 C282,120 279,127 275,130 C271,124 268,117 267,111 "
            + "C262,122 258,136 252,148 C246,138 243,126 242,113 C239,118 236,126 232,130 C229,126 227,121 226,117 C222,128 219,140 215,151 C214,163 216,178 210,196 L198,196 Z",
            palette.SkinShadow);
        SKColor clear = palette.Blush.WithAlpha(0);
        foreach (float x in new[] { 222f, 290f })
        {
            ink.Oval(x, 169f, 15f, 8f, SKShader.CreateRadialGradient(
                new SKPoint(x, 169f), 15f, [palette.Blush.WithAlpha(120), palette.Blush.WithAlpha(80), clear], [0f, 0.4f, 1f], SKShaderTileMode.Clamp, SKMatrix.CreateScale(1f, 8f / 15f, x, 169f)));
        }

        foreach (float x in new[] { 217f, 222f, 227f, 285f, 290f, 295f })
        {
            ink.Stroke(FormattableString.Invariant($"M{x + 1.2f},166.6 L{x - 1.4f},171"), palette.Blush.WithAlpha(150), 0.4f, 1f, 0.4f);
        }
    }

    private static void DrawNose(Ink ink, RigPalette palette)
    {
        ink.Fill("M256,162 C258,164 259,166 258.6,167.6 C257.4,168.6 255.6,168.4 254.6,167.4 Z", palette.SkinShadow);
        ink.Stroke("M254.6,167.2 C255.6,168.2 257,168.4 258.2,167.8", palette.SkinInk, 0.4f, 1.3f, 0.5f);
        ink.Oval(255.2f, 161.6f, 0.9f, 1.5f, palette.EyeWhite.WithAlpha(220));
    }
}
