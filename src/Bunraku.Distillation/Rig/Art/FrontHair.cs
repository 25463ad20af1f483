using SkiaSharp;

namespace Bunraku.Distillation.Rig.Art;

/// <summary>The hair in front of the face: the cap, the locks of the fringe, the two side locks, and their shine.</summary>
internal static class FrontHair
{
    private const string Silhouette =
        "M257,54 C231,51 206,64 196,88 C188,107 187,132 189,152 C190,172 194,192 206,209 "
        + "C205,197 210,187 211,173 C213,158 210,146 211,131 "
        + "C211,136 212,140 214,144 C216,132 219,119 227,107 C227,113 229,118 233,123 C235,115 239,107 246,101 "
        + "C244,114 246,130 253,142 C256,128 260,113 267,101 C267,109 270,117 276,123 C277,115 279,108 283,102 "
        + "C286,113 292,125 301,136 C306,131 312,131 317,137 L322,140 "
        + "C326,124 325,106 317,88 C308,66 284,55 257,54 Z";

    private const string Tufts =
        "M265,62 C265,48 256,38 239,40 C249,43 254,50 255,61 M267,61 C270,51 279,45 290,47 C283,49 279,54 278,63";

    private const string EarStrand = "M295,122 C302,142 300,162 305,189 C308,166 304,144 304,128 Z";

    private static readonly string[] Partings =
    [
        "M227,107 C229,92 240,76 262,66",
        "M246,101 C248,88 255,75 265,66",
        "M267,101 C269,90 270,78 269,66",
        "M283,102 C284,90 280,76 272,66",
        "M211,132 C209,108 222,80 256,65",
        "M301,136 C304,112 296,84 277,66",
        "M318,130 C318,112 309,86 288,68",
    ];

    public static void Draw(Ink ink, RigPalette palette)
    {
        using SKPath hair = SKPath.ParseSvgPathData(Silhouette);
        ink.Fill(EarStrand, palette.Hair);
        ink.Line(EarStrand, palette.HairInk, 0.9f);
        ink.Fill(hair, Ink.Vertical(56f, 206f, palette.HairRoot, palette.Hair, Mixed(palette.Hair, palette.HairTip), palette.HairTip));
        ink.Inside(hair, () =>
        {
            Shadows(ink, palette);
            ink.Canvas.Save();
            ink.Canvas.Translate(0f, -7f);
            Shine(ink, palette);
            ink.Canvas.Restore();
        });
        ink.Line(hair, palette.HairInk, 1.3f);
        using SKPath tufts = SKPath.ParseSvgPathData(Tufts);
        ink.Fill(tufts, Ink.Vertical(40f, 62f, palette.Hair, palette.HairRoot));
        ink.Line(tufts, palette.HairInk, 1.2f);
        foreach (string parting in Partings)
        {
            ink.Stroke(parting, palette.HairInk, 1.5f, 1.0f, 0.2f);
        }

        Strands(ink, palette);
    }

    private static void Shadows(Ink ink, RigPalette palette)
    {
        SKColor shadow = palette.HairShadow.WithAlpha(150);
        ink.Fill("M211,132 C211,112 222,86 242,72 C228,90 220,110 218,128 L214,146 Z", shadow);
        ink.Fill("M227,107 C229,94 240,80 256,70 C244,88 237,104 235,116 L233,125 Z", shadow);
        ink.Fill("M246,101 C248,89 255,77 265,68 C260,88 255,110 254,128 L253,144 Z", shadow);
        ink.Fill("M267,101 C269,92 270,80 269,68 C275,82 277,98 277,110 L276,124 Z", shadow);
        ink.Fill("M283,102 C284,92 281,80 274,68 C287,82 296,100 299,120 L302,138 Z", shadow);
        ink.Fill("M301,136 C303,112 297,88 282,72 C300,86 312,112 313,140 Z", shadow);
        ink.Fill("M211,128 C212,150 213,170 206,213 L202,200 C207,180 205,152 205,132 C205,116 212,96 226,82 C216,96 211,112 211,128 Z", shadow);
        ink.Fill("M326,140 C324,112 314,84 290,64 L330,70 Z", palette.HairShadow.WithAlpha(90));
    }

    private static void Shine(Ink ink, RigPalette palette)
    {
        SKColor soft = palette.HairTip.WithAlpha(190);
        ink.Fill(
            "M196,112 C206,94 222,84 240,80 L238,87 L246,82 L247,88 L256,82 L262,88 L266,82 L273,89 L277,84 L283,92 L289,89 L294,98 L301,96 C307,101 311,108 314,115 "
            + "C309,111 306,109 302,108 L297,112 L291,102 L286,106 L280,97 L274,102 L268,94 L261,101 L256,93 L247,100 L243,94 L233,104 L229,99 L218,112 L216,104 L206,118 L205,110 Z",
            soft);
        SKColor bright = palette.HairShine.WithAlpha(210);
        ink.Fill("M208,103 C214,95 224,89 235,86 L228,93 L224,92 L217,101 L214,99 Z", bright);
        ink.Fill("M241,86 L247,85 L243,91 Z M250,85 L258,86 L254,90 Z", bright);
        ink.Fill("M284,93 L290,94 L292,100 Z M296,98 L302,101 L304,106 Z", bright);
    }

    private static SKColor Mixed(SKColor a, SKColor b) =>
        new((byte)(((2 * a.Red) + b.Red) / 3), (byte)(((2 * a.Green) + b.Green) / 3), (byte)(((2 * a.Blue) + b.Blue) / 3));

    private static void Strands(Ink ink, RigPalette palette)
    {
        ink.Stroke("M199,120 C197,146 199,170 204,190", palette.HairInk.WithAlpha(170), 0.3f, 0.9f, 0.3f);
        ink.Stroke("M194,116 C198,94 214,74 238,65", palette.HairInk, 0.2f, 1f, 0.2f);
        ink.Stroke("M194,128 C193,148 195,168 200,184", palette.HairTip.WithAlpha(200), 0.3f, 1.4f, 0.3f);
    }
}
