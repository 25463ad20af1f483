using SkiaSharp;

namespace Bunraku.Distillation.Rig.Art;

/// <summary>What is worn in the hair: a folding fan with a tassel, and red thread bound around a side lock.</summary>
internal static class Accessories
{
    public static void Draw(Ink ink, RigPalette palette)
    {
        DrawThread(ink, palette);
        DrawFan(ink, palette);
        ink.Oval(308f, 169.5f, 2.7f, 3f, palette.ThreadInk);
        ink.Oval(308f, 169.5f, 1.9f, 2.2f, palette.Thread);
        ink.Oval(307.4f, 168.8f, 0.7f, 0.7f, palette.EyeWhite);
    }

    private static void DrawThread(Ink ink, RigPalette palette)
    {
        for (int turn = 0; turn < 3; turn++)
        {
            float y = 170f + (4.2f * turn);
            string path = FormattableString.Invariant($"M189.5,{y} C197,{y + 4f} 206,{y + 4f} 214,{y + 0.6f}");
            ink.Line(path, palette.ThreadInk, 4.4f);
            ink.Line(path, palette.Thread, 3f);
        }

        ink.Line("M203,184 C201,192 200,200 202,210 M203,184 C208,192 210,199 211,206", palette.ThreadInk, 2.6f);
        ink.Line("M203,184 C201,192 200,200 202,210 M203,184 C208,192 210,199 211,206", palette.Thread, 1.5f);
    }

    private static void DrawFan(Ink ink, RigPalette palette)
    {
        ink.Canvas.Save();
        ink.Canvas.Translate(313f, 99f);
        ink.Canvas.RotateDegrees(30f);
        using SKPath guard = Sector(-64f, 64f, 1f, 12f);
        ink.Fill(guard, palette.ThreadShadow);
        using SKPath leaf = Sector(-64f, 64f, 11f, 29f);
        ink.Fill(leaf, palette.EyeWhite);
        for (int fold = 0; fold < 4; fold++)
        {
            using SKPath shade = Sector(-64f + (32f * fold), -48f + (32f * fold), 11f, 29f);
            ink.Fill(shade, palette.CoatShadow.WithAlpha(150));
        }

        using SKPath rim = Sector(-64f, 64f, 24f, 29f);
        ink.Fill(rim, palette.Thread);
        ink.Line(leaf, palette.ThreadInk, 1.3f);
        for (int rib = 0; rib <= 4; rib++)
        {
            double angle = (-52.0 + (26.0 * rib)) * Math.PI / 180.0;
            (float x, float y) = ((float)Math.Sin(angle), -(float)Math.Cos(angle));
            using var line = new SKPath();
            line.MoveTo(0f, 0f);
            line.LineTo(12f * x, 12f * y);
            ink.Line(line, palette.Gold, 1.3f);
        }

        ink.Canvas.Restore();
        ink.Line("M313,99 C318,107 321,115 322,124", palette.ThreadInk, 2.2f);
        ink.Line("M313,99 C318,107 321,115 322,124", palette.Thread, 1.2f);
        Body.Tassel(ink, palette, 322f, 125f);
        ink.Oval(313f, 99f, 4.2f, 4.2f, palette.ThreadInk);
        ink.Oval(313f, 99f, 3.1f, 3.1f, palette.Gold);
        ink.Oval(312f, 98f, 1.1f, 1f, palette.EyeWhite);
    }

    /// <summary>A part of a ring; angles in degrees from straight up.</summary>
    private static SKPath Sector(float from, float to, float inner, float outer)
    {
        var path = new SKPath();
        path.ArcTo(new SKRect(-outer, -outer, outer, outer), from - 90f, to - from, forceMoveTo: true);
        path.ArcTo(new SKRect(-inner, -inner, inner, inner), to - 90f, from - to, forceMoveTo: false);
        path.Close();
        return path;
    }
}
