using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using SkiaSharp;

namespace Bunraku.Distillation.Rig.Art;

/// <summary>
/// Paints a rig at several times its size and scales it down. What no face parameter moves is painted once: the layer below the face and
/// the layer of hair above it.
/// </summary>
internal sealed class RigPainter : IDisposable
{
    /// <summary>Skia smooths edges itself; three times the size makes lines of less than a pixel exact as well.</summary>
    public const int Supersampling = 3;

    private const byte BrowOverHair = 105;

    private readonly RigCharacter _character;
    private readonly SKBitmap _face;
    private readonly SKCanvas _faceCanvas;
    private readonly Ink _faceInk;
    private readonly SKImage _below;
    private readonly SKImage _above;

    public RigPainter(RigCharacter character)
    {
        _character = character;
        PixelRectangle crop = FaceCrop.Student;
        _face = Allocate(crop);
        _faceCanvas = Open(_face, crop);
        _faceInk = new Ink(_faceCanvas);
        _below = Layer(crop, DrawBelow);
        _above = Layer(crop, DrawAbove);
    }

    /// <summary>Paints the whole character at rest. Its face crop is the face of <see cref="PaintFace"/>, so that no seam shows around it.</summary>
    public StraightImage PaintPicture()
    {
        var whole = new PixelRectangle(0, 0, CharacterPicture.Size, CharacterPicture.Size);
        using SKBitmap bitmap = Allocate(whole);
        using SKCanvas canvas = Open(bitmap, whole);
        using var ink = new Ink(canvas);
        DrawBelow(ink);
        Head.DrawFace(ink, _character, new FaceValues(Pose.Rest.Values));
        DrawAbove(ink);
        canvas.Flush();
        StraightImage picture = Reduction.ToStraight(bitmap, Supersampling);
        DrawFace(Pose.Rest);
        StraightImage face = Reduction.ToStraight(_face, Supersampling);
        PixelRectangle crop = FaceCrop.Student;
        for (int row = 0; row < crop.Height; row++)
        {
            face.Pixels.AsSpan(4 * row * crop.Width, 4 * crop.Width)
                .CopyTo(picture.Pixels.AsSpan(4 * (((crop.Top + row) * picture.Width) + crop.Left)));
        }

        return picture;
    }

    /// <summary>Paints the face crop alone.</summary>
    /// <param name="pose">The pose; its face values count.</param>
    /// <param name="face">[4, 128, 128], network convention.</param>
    public void PaintFace(Pose pose, Span<float> face)
    {
        DrawFace(pose);
        Reduction.ToNetwork(_face, Supersampling, face);
    }

    public void Dispose()
    {
        _faceInk.Dispose();
        _faceCanvas.Dispose();
        _face.Dispose();
        _below.Dispose();
        _above.Dispose();
    }

    private void DrawFace(Pose pose)
    {
        var values = new FaceValues(pose.Values);
        PixelRectangle crop = FaceCrop.Student;
        _faceCanvas.Clear();
        _faceCanvas.DrawImage(_below, Extent(crop));
        Head.DrawFace(_faceInk, _character, values);
        _faceCanvas.DrawImage(_above, Extent(crop));
        Head.DrawBrows(_faceInk, _character, values, BrowOverHair);
        _faceCanvas.Flush();
    }

    private void DrawBelow(Ink ink)
    {
        RigPalette palette = _character.Palette;
        Body.DrawHood(ink, palette);
        BackHair.Draw(ink, palette);
        Body.Draw(ink, palette);
        Head.DrawEars(ink, palette);
    }

    private void DrawAbove(Ink ink)
    {
        FrontHair.Draw(ink, _character.Palette);
        Accessories.Draw(ink, _character.Palette);
    }

    private static SKImage Layer(PixelRectangle area, Action<Ink> draw)
    {
        using SKBitmap bitmap = Allocate(area);
        using SKCanvas canvas = Open(bitmap, area);
        using var ink = new Ink(canvas);
        draw(ink);
        canvas.Flush();
        return SKImage.FromBitmap(bitmap);
    }

    private static SKBitmap Allocate(PixelRectangle area)
    {
        var bitmap = new SKBitmap(
            new SKImageInfo(area.Width * Supersampling, area.Height * Supersampling, SKColorType.Rgba8888, SKAlphaType.Premul, colorspace: null));
        bitmap.Erase(SKColors.Transparent);
        return bitmap;
    }

    private static SKCanvas Open(SKBitmap bitmap, PixelRectangle area)
    {
        var canvas = new SKCanvas(bitmap);
        canvas.Scale(Supersampling);
        canvas.Translate(-area.Left, -area.Top);
        return canvas;
    }

    private static SKRect Extent(PixelRectangle area) => SKRect.Create(area.Left, area.Top, area.Width, area.Height);
}
