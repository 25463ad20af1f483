using SkiaSharp;

namespace Bunraku.Distillation.Rig.Art;

/// <summary>The neck and the clothes: a hooded haori coat over a kimono with a sash, and pleated trousers.</summary>
internal static class Body
{
    private const string Neck =
        "M243,176 C244,196 243,206 236,212 C226,219 222,224 224,240 L256,284 L288,240 C290,224 286,219 276,212 C269,206 268,196 269,176 Z";

    private const string Trousers =
        "M214,378 C206,420 195,470 189,516 L323,516 C317,470 306,420 298,378 Z";

    private const string Kimono =
        "M228,222 C222,280 217,340 214,392 L298,392 C295,340 290,280 284,222 C278,250 268,274 258,292 C246,272 236,250 228,222 Z";

    private const string Panel =
        "M272,208 C286,217 300,224 312,236 C322,262 324,330 327,380 C329,420 334,452 340,482 C322,488 306,489 292,486 "
        + "C291,440 289,400 285,360 C281,318 275,272 266,232 C265,222 267,214 272,208 Z";

    private const string Sleeve =
        "M300,229 C320,231 335,243 343,263 C355,300 371,352 388,402 C390,410 390,417 386,423 C370,440 344,448 318,446 "
        + "C313,443 312,436 312,430 C311,394 309,352 303,314 C297,282 294,248 300,229 Z";

    private const string Hand =
        "M332,432 C331,446 333,458 338,467 C341,472 346,471 347,465 C350,469 355,468 355,461 C359,461 361,456 360,450 C359,442 358,436 357,430 Z";

    public static void DrawHood(Ink ink, RigPalette palette)
    {
        using SKPath half = SKPath.ParseSvgPathData("M256,196 C280,196 300,202 312,214 C316,222 312,232 302,238 L256,250");
        using SKPath hood = Shapes.Symmetric(half);
        ink.Fill(hood, palette.CoatShadow);
        ink.Line(hood, palette.CoatInk, 1.4f);
    }

    public static void Draw(Ink ink, RigPalette palette)
    {
        DrawNeck(ink, palette);
        DrawTrousers(ink, palette);
        DrawKimono(ink, palette);
        DrawSash(ink, palette);
        ink.BothSides(() => DrawHand(ink, palette));
        ink.BothSides(() => DrawPanel(ink, palette));
        ink.BothSides(() => DrawSleeve(ink, palette));
        ink.BothSides(() => DrawCollar(ink, palette));
        DrawCord(ink, palette);
    }

    private static void DrawNeck(Ink ink, RigPalette palette)
    {
        using SKPath neck = SKPath.ParseSvgPathData(Neck);
        ink.Fill(neck, palette.Skin);
        ink.Inside(neck, () =>
        {
            ink.Fill("M230,170 L282,170 L276,203 C268,211 246,212 236,202 Z", palette.SkinShadow);
            ink.Stroke("M243,226 C248,229 251,229 254,228", palette.SkinInk.WithAlpha(150), 0.3f, 1f, 0.3f);
            ink.Stroke("M269,226 C264,229 261,229 258,228", palette.SkinInk.WithAlpha(150), 0.3f, 1f, 0.3f);
        });
        ink.Line(neck, palette.SkinInk, 1.2f);
    }

    private static void DrawTrousers(Ink ink, RigPalette palette)
    {
        using SKPath trousers = SKPath.ParseSvgPathData(Trousers);
        ink.Fill(trousers, palette.KimonoShadow);
        ink.Inside(trousers, () =>
        {
            SKColor light = palette.Kimono;
            ink.Fill("M216,378 L196,516 L214,516 L228,378 Z M236,378 L226,516 L243,516 L247,378 Z", light);
            ink.Fill("M256,378 L256,516 L272,516 L266,378 Z M276,378 L286,516 L303,516 L290,378 Z", light);
            ink.Fill("M200,384 L312,384 L312,398 C280,404 232,404 200,398 Z", palette.KimonoInk.WithAlpha(120));
        });
        ink.Line("M228,392 L214,516 M247,392 L243,516 M256,392 L256,516 M266,392 L272,516 M290,392 L303,516", palette.KimonoInk, 1f);
        ink.Line(trousers, palette.KimonoInk, 1.5f);
    }

    private static void DrawKimono(Ink ink, RigPalette palette)
    {
        using SKPath kimono = SKPath.ParseSvgPathData(Kimono);
        ink.Fill(kimono, palette.Kimono);
        ink.Inside(kimono, () =>
        {
            // The left side lies over the right one, as it is worn.
            ink.Fill("M228,222 C236,250 246,272 258,292 L246,345 L200,345 L200,222 Z", palette.KimonoShadow.WithAlpha(150));
            ink.Fill("M226,222 C222,260 220,330 216,464 L224,464 C228,360 230,290 236,246 Z", palette.KimonoShadow);
            ink.Fill("M286,222 C290,260 292,330 296,464 L288,464 C284,360 282,290 276,246 Z", palette.KimonoShadow);
        });
        ink.Line(kimono, palette.KimonoInk, 1.3f);
        ink.Stroke("M244,300 C238,314 233,328 228,342", palette.KimonoInk, 1f, 1.2f, 0.6f);
        DrawNeckline(ink, palette);
    }

    private static void DrawNeckline(Ink ink, RigPalette palette)
    {
        SKColor white = palette.EyeWhite;
        (string Path, SKColor Color)[] bands =
        [
            ("M230,214 C236,242 244,262 254,280 L260,272 C250,256 243,238 238,212 Z", white),
            ("M226,216 C231,248 240,270 251,289 L255,282 C246,268 237,244 231,214 Z", palette.Thread),
            ("M282,214 C277,244 266,270 244,300 L250,306 C272,278 284,250 287,216 Z", palette.Thread),
            ("M274,212 C270,240 260,264 240,292 L246,300 C268,270 279,244 283,214 Z", white),
        ];
        foreach ((string path, SKColor color) in bands)
        {
            ink.Fill(path, color);
            ink.Line(path, palette.KimonoInk, 0.9f);
        }
    }

    private static void DrawSash(Ink ink, RigPalette palette)
    {
        using SKPath sash = SKPath.ParseSvgPathData("M217,340 C240,347 272,347 295,340 L298,386 C272,394 240,394 214,386 Z");
        ink.Fill(sash, palette.Thread);
        ink.Inside(sash, () =>
        {
            ink.Fill("M210,374 C240,384 272,384 302,374 L302,396 L210,396 Z", palette.ThreadShadow);
            ink.Fill("M210,334 L228,334 L226,396 L210,396 Z M302,334 L284,334 L286,396 L302,396 Z", palette.ThreadShadow);
            ink.Line("M212,361 C240,369 272,369 300,361", palette.ThreadInk, 6.4f);
            ink.Line("M212,361 C240,369 272,369 300,361", palette.Gold, 4.6f);
        });
        ink.Line(sash, palette.ThreadInk, 1.4f);
        ink.Oval(256f, 367f, 5.4f, 5.4f, palette.ThreadInk);
        ink.Oval(256f, 367f, 4.3f, 4.3f, palette.Gold);
        ink.Oval(254.8f, 365.6f, 1.5f, 1.3f, palette.EyeWhite);
    }

    private static void DrawHand(Ink ink, RigPalette palette)
    {
        using SKPath hand = SKPath.ParseSvgPathData(Hand);
        ink.Fill(hand, palette.Skin);
        ink.Inside(hand, () => ink.Fill("M326,426 L364,426 L362,442 C352,450 342,452 332,450 Z", palette.SkinShadow));
        ink.Line(hand, palette.SkinInk, 1.2f);
        ink.Stroke("M347,465 C346,460 345,457 345,454", palette.SkinInk, 1.1f, 0.8f, 0.2f);
        ink.Stroke("M355,461 C354,457 353,454 352,452", palette.SkinInk, 1.1f, 0.8f, 0.2f);
    }

    private static void DrawPanel(Ink ink, RigPalette palette)
    {
        using SKPath panel = SKPath.ParseSvgPathData(Panel);
        ink.Fill(panel, palette.Coat);
        ink.Inside(panel, () =>
        {
            ink.Fill("M300,222 C297,250 303,300 309,340 C313,384 314,440 322,492 L344,492 L334,230 Z", palette.CoatShadow);
            ink.Fill("M296,300 C302,340 304,390 303,440 L314,440 L306,300 Z", palette.CoatShadow.WithAlpha(130));
            ink.Line("M266,232 C275,272 281,318 285,360 C289,400 291,440 292,486", palette.Thread, 5f);
            Hem(ink, palette, "M280,474 C302,480 322,479 346,471");
        });
        ink.Line(panel, palette.CoatInk, 1.5f);
        Crest(ink, palette, 291f, 278f);
        ink.Stroke("M276,214 C277,262 290,318 294,366 C297,410 297,450 298,486", palette.CoatInk, 0.6f, 1.1f, 0.6f);
    }

    private static void DrawSleeve(Ink ink, RigPalette palette)
    {
        using SKPath sleeve = SKPath.ParseSvgPathData(Sleeve);
        ink.Fill(sleeve, palette.Coat);
        ink.Inside(sleeve, () =>
        {
            ink.Fill("M292,230 C301,280 314,326 320,372 C323,400 322,424 328,450 L306,450 L290,300 Z", palette.CoatShadow);
            ink.Fill("M318,366 C328,350 334,330 332,302 C342,334 342,374 324,414 Z", palette.CoatShadow);
            ink.Fill("M345,330 C356,362 362,386 362,416 C354,392 348,362 345,330 Z", palette.CoatShadow);
            Hem(ink, palette, "M304,433 C338,436 368,424 396,402");
        });
        ink.Line(sleeve, palette.CoatInk, 1.5f);
        ink.Stroke("M334,306 C334,324 330,340 324,354", palette.CoatInk, 0.3f, 1.3f, 0.3f);
        ink.Stroke("M309,250 C308,270 310,290 315,306", palette.CoatInk, 0.2f, 1.1f, 0.2f);
    }

    /// <summary>The border of the coat: a band of waves (seigaiha) under a red thread.</summary>
    private static void Hem(Ink ink, RigPalette palette, string path)
    {
        using SKPath edge = SKPath.ParseSvgPathData(path);
        ink.Line(edge, palette.Hair, 17f);
        using var measure = new SKPathMeasure(edge);
        for (float at = 0f; at < measure.Length; at += 9f)
        {
            if (measure.GetPositionAndTangent(at, out SKPoint p, out SKPoint tangent))
            {
                ink.Canvas.Save();
                ink.Canvas.Translate(p.X, p.Y);
                ink.Canvas.RotateRadians(MathF.Atan2(tangent.Y, tangent.X));
                ink.Line("M-6,7 A6,6 0 0 1 6,7 M-3,7 A3,3 0 0 1 3,7 M-10.5,0.5 A6,6 0 0 1 1.5,0.5", palette.HairTip, 1.1f);
                ink.Canvas.Restore();
            }
        }

        ink.Canvas.Save();
        ink.Canvas.Translate(0f, -11f);
        ink.Line(edge, palette.Thread, 2.2f);
        ink.Canvas.Restore();
    }

    /// <summary>A crest: a spool of red thread.</summary>
    private static void Crest(Ink ink, RigPalette palette, float x, float y)
    {
        ink.Canvas.Save();
        ink.Canvas.Translate(x, y);
        ink.Oval(0f, 0f, 5.6f, 5.6f, palette.Thread);
        ink.Line("M-2.6,-2.6 L2.6,2.6 M2.6,-2.6 L-2.6,2.6", palette.Coat, 1.1f);
        ink.Oval(0f, 0f, 1.6f, 1.6f, palette.Coat);
        ink.Canvas.Restore();
    }

    private static void DrawCollar(Ink ink, RigPalette palette)
    {
        using SKPath collar = SKPath.ParseSvgPathData(
            "M271,204 C282,206 296,211 305,220 C300,236 291,252 279,264 C276,248 270,234 264,226 C264,216 266,208 271,204 Z");
        ink.Fill(collar, palette.Coat);
        ink.Inside(collar, () => ink.Fill("M312,208 L312,240 L276,270 C284,254 290,240 291,226 C286,220 276,214 266,212 L268,202 Z", palette.CoatShadow));
        ink.Line(collar, palette.CoatInk, 1.4f);
        ink.Stroke("M274,211 C284,213 293,217 299,223", palette.CoatInk, 0.3f, 1f, 0.3f);
    }

    private static void DrawCord(Ink ink, RigPalette palette)
    {
        foreach ((SKColor color, float width) in new[] { (palette.ThreadInk, 4.4f), (palette.Thread, 2.8f) })
        {
            ink.Line("M237,310 C246,316 266,316 275,310", color, width);
            ink.Line("M256,314 C250,322 249,334 250,344 M256,314 C262,322 264,336 262,348", color, width);
        }

        Knot(ink, palette);
        Tassel(ink, palette, 250f, 344f);
        Tassel(ink, palette, 262f, 348f);
    }

    private static void Knot(Ink ink, RigPalette palette)
    {
        const string Loops = "M256,314 C248,304 238,306 241,313 C244,319 252,318 256,314 C264,304 274,306 271,313 C268,319 260,318 256,314 Z";
        ink.Fill(Loops, palette.Thread);
        ink.Line(Loops, palette.ThreadInk, 1.1f);
        ink.Oval(256f, 314f, 3.6f, 3.4f, palette.ThreadInk);
        ink.Oval(256f, 314f, 2.6f, 2.4f, palette.Thread);
    }

    public static void Tassel(Ink ink, RigPalette palette, float x, float y)
    {
        ink.Canvas.Save();
        ink.Canvas.Translate(x, y);
        const string Threads = "M-2,0 C-4,5 -5,10 -4.6,15 L4.6,15 C5,10 4,5 2,0 Z";
        ink.Fill(Threads, palette.Thread);
        ink.Fill("M1,3 C3,8 3,12 2,15 L4.6,15 C5,10 4,5 2,0 Z", palette.ThreadShadow);
        ink.Line(Threads, palette.ThreadInk, 1f);
        ink.Oval(0f, 0f, 3f, 2.6f, palette.ThreadInk);
        ink.Oval(0f, 0f, 2.1f, 1.8f, palette.Gold);
        ink.Canvas.Restore();
    }
}
