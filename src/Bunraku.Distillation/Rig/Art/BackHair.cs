using SkiaSharp;

namespace Bunraku.Distillation.Rig.Art;

/// <summary>The hair behind the head: a bob with ends that turn outwards.</summary>
internal static class BackHair
{
    private const string Half =
        "M256,58 C288,58 313,80 318,112 C321,134 324,150 329,166 C333,180 340,192 352,201 C346,206 339,207 333,205 C337,211 339,216 338,222 C328,222 321,218 317,212 C316,220 312,227 304,231 L256,233";

    public static void Draw(Ink ink, RigPalette palette)
    {
        using SKPath half = SKPath.ParseSvgPathData(Half);
        using SKPath hair = Shapes.Symmetric(half);
        ink.Fill(hair, Ink.Vertical(90f, 226f, palette.HairShadow, palette.HairRoot, palette.Hair));
        ink.Inside(hair, () => ink.Fill("M204,150 L308,150 C316,180 312,206 296,224 L290,240 L222,240 L216,224 C200,206 196,180 204,150 Z", palette.HairShadow.WithAlpha(150)));
        ink.Line(hair, palette.HairInk, 1.3f);
        ink.BothSides(() =>
        {
            ink.Stroke("M333,205 C326,194 321,180 319,162", palette.HairInk, 1.3f, 0.9f, 0.2f);
            ink.Stroke("M317,212 C314,198 311,186 311,170", palette.HairInk, 1.3f, 0.9f, 0.2f);
            ink.Stroke("M343,198 C333,186 328,172 324,156", palette.HairTip.WithAlpha(170), 0.3f, 1.8f, 0.3f);
            ink.Stroke("M330,212 C322,202 317,190 315,176", palette.HairTip.WithAlpha(120), 0.3f, 1.6f, 0.3f);
        });
    }
}
