using Bunraku.Core.Images;
using SkiaSharp;

namespace Bunraku.Core.Tests.Images.Doctor;

/// <summary>
/// A drawn character, placed as a picture should be: the head in the head box, the neck's middle at its lower edge, and the body down to
/// the lower border.
/// </summary>
internal sealed record SampleFigure
{
    /// <summary>A thin curl above the head.</summary>
    public bool HasCurl { get; init; }

    /// <summary>Two ears of a cat.</summary>
    public bool HasEars { get; init; }

    /// <summary>Hair that hangs over neck and shoulders.</summary>
    public bool HasLongHair { get; init; }

    /// <summary>A mask over the face, so that no skin is seen.</summary>
    public bool IsMasked { get; init; }

    /// <summary>Two tails of hair next to the neck.</summary>
    public bool HasTwinTails { get; init; }

    /// <summary>A high hat.</summary>
    public bool HasHat { get; init; }

    /// <summary>The colour of the body.</summary>
    public SKColor Clothes { get; init; } = new(90, 110, 160);

    /// <summary>512x512 with smooth edges.</summary>
    public StraightImage Draw()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(512, 512, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        using var premultiplied = new SKBitmap(new SKImageInfo(512, 512, SKColorType.Rgba8888, SKAlphaType.Premul));
        using (var canvas = new SKCanvas(premultiplied))
        {
            canvas.Clear(SKColors.Transparent);
            Paint(canvas);
        }

        premultiplied.PeekPixels().ReadPixels(bitmap.Info, bitmap.GetPixels(), bitmap.RowBytes, 0, 0);
        return new StraightImage(512, 512, bitmap.Bytes);
    }

    private void Paint(SKCanvas canvas)
    {
        var hair = new SKColor(120, 70, 40);
        SKColor skin = IsMasked ? new SKColor(40, 150, 160) : new SKColor(250, 220, 200);
        if (HasLongHair)
        {
            Fill(canvas, hair, path => path.AddRect(new SKRect(190, 126, 322, 360)));
        }

        Fill(canvas, Clothes, path => path.AddPoly([new(232, 204), new(280, 204), new(330, 222), new(372, 512), new(140, 512), new(182, 222)]));
        Fill(canvas, skin, path => path.AddRect(new SKRect(236, 170, 276, 210)));
        Fill(canvas, hair, path => path.AddOval(new SKRect(194, 64, 318, 184)));
        Fill(canvas, skin, path => path.AddOval(new SKRect(210, 96, 302, 184)));
        if (HasLongHair)
        {
            Fill(canvas, hair, path => path.AddRect(new SKRect(196, 126, 214, 360)));
            Fill(canvas, hair, path => path.AddRect(new SKRect(298, 126, 316, 360)));
        }

        if (HasTwinTails)
        {
            Fill(canvas, hair, path => path.AddOval(new SKRect(160, 90, 206, 300)));
            Fill(canvas, hair, path => path.AddOval(new SKRect(306, 90, 352, 300)));
        }

        if (HasEars)
        {
            Fill(canvas, hair, path => path.AddPoly([new(200, 100), new(206, 30), new(240, 72)]));
            Fill(canvas, hair, path => path.AddPoly([new(312, 100), new(306, 30), new(272, 72)]));
        }

        if (HasHat)
        {
            Fill(canvas, new SKColor(40, 40, 60), path => path.AddRect(new SKRect(212, -10, 300, 80)));
        }

        if (HasCurl)
        {
            Fill(canvas, hair, path => path.AddRect(new SKRect(252, 40, 257, 70)));
        }
    }

    private static void Fill(SKCanvas canvas, SKColor color, Action<SKPath> shape)
    {
        using var path = new SKPath();
        shape(path);
        using var paint = new SKPaint { Color = color, IsAntialias = true };
        canvas.DrawPath(path, paint);
    }
}
