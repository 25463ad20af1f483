using SkiaSharp;

namespace Bunraku.Distillation.Rig.Art;

/// <summary>The pens and brushes of the rig: fills, cel shadows inside a shape, and lines whose weight swells and tapers.</summary>
internal sealed class Ink(SKCanvas canvas) : IDisposable
{
    private readonly SKPaint _fill = new() { IsAntialias = true, Style = SKPaintStyle.Fill };

    private readonly SKPaint _line = new()
    {
        IsAntialias = true,
        Style = SKPaintStyle.Stroke,
        StrokeCap = SKStrokeCap.Round,
        StrokeJoin = SKStrokeJoin.Round,
    };

    public SKCanvas Canvas { get; } = canvas;

    public void Fill(SKPath path, SKColor color)
    {
        _fill.Shader = null;
        _fill.Color = color;
        Canvas.DrawPath(path, _fill);
    }

    public void Fill(string path, SKColor color)
    {
        using SKPath parsed = SKPath.ParseSvgPathData(path);
        Fill(parsed, color);
    }

    /// <summary>Fills with a shader, which is disposed.</summary>
    public void Fill(SKPath path, SKShader shader)
    {
        _fill.Color = SKColors.Black;
        _fill.Shader = shader;
        Canvas.DrawPath(path, _fill);
        _fill.Shader = null;
        shader.Dispose();
    }

    public void Oval(float x, float y, float radiusX, float radiusY, SKColor color)
    {
        _fill.Shader = null;
        _fill.Color = color;
        Canvas.DrawOval(x, y, radiusX, radiusY, _fill);
    }

    public void Oval(float x, float y, float radiusX, float radiusY, SKShader shader)
    {
        _fill.Color = SKColors.Black;
        _fill.Shader = shader;
        Canvas.DrawOval(x, y, radiusX, radiusY, _fill);
        _fill.Shader = null;
        shader.Dispose();
    }

    /// <summary>A line of constant weight.</summary>
    public void Line(SKPath path, SKColor color, float width)
    {
        _line.Color = color;
        _line.StrokeWidth = width;
        Canvas.DrawPath(path, _line);
    }

    public void Line(string path, SKColor color, float width)
    {
        using SKPath parsed = SKPath.ParseSvgPathData(path);
        Line(parsed, color, width);
    }

    /// <summary>Draws only inside a shape, as cel shadows do.</summary>
    public void Inside(SKPath shape, Action draw)
    {
        Canvas.Save();
        Canvas.ClipPath(shape, SKClipOperation.Intersect, antialias: true);
        draw();
        Canvas.Restore();
    }

    /// <summary>Draws a thing and its mirror image about the middle of the picture.</summary>
    public void BothSides(Action draw)
    {
        draw();
        Mirrored(draw);
    }

    public void Mirrored(Action draw)
    {
        Canvas.Save();
        Canvas.Scale(-1f, 1f, 256f, 0f);
        draw();
        Canvas.Restore();
    }

    /// <summary>A pen stroke along a path: its weight grows from start to the middle and falls to end, in pixels.</summary>
    public void Stroke(SKPath path, SKColor color, float start, float middle, float end)
    {
        using var measure = new SKPathMeasure(path);
        do
        {
            int steps = Math.Clamp((int)(measure.Length / 1.5f), 6, 96);
            using var outline = new SKPath();
            var back = new SKPoint[steps + 1];
            for (int i = 0; i <= steps; i++)
            {
                float t = (float)i / steps;
                if (!measure.GetPositionAndTangent(t * measure.Length, out SKPoint p, out SKPoint tangent))
                {
                    return;
                }

                float half = 0.5f * (t < 0.5f ? Swell(start, middle, 2f * t) : Swell(end, middle, 2f * (1f - t)));
                var normal = new SKPoint(-tangent.Y * half, tangent.X * half);
                back[i] = p - normal;
                if (i == 0)
                {
                    outline.MoveTo(p + normal);
                }
                else
                {
                    outline.LineTo(p + normal);
                }
            }

            for (int i = steps; i >= 0; i--)
            {
                outline.LineTo(back[i]);
            }

            outline.Close();
            Fill(outline, color);
        }
        while (measure.NextContour());
    }

    public void Stroke(string path, SKColor color, float start, float middle, float end)
    {
        using SKPath parsed = SKPath.ParseSvgPathData(path);
        Stroke(parsed, color, start, middle, end);
    }

    public void Dispose()
    {
        _fill.Dispose();
        _line.Dispose();
    }

    /// <summary>A vertical gradient between two rows.</summary>
    public static SKShader Vertical(float top, float bottom, params SKColor[] colors) =>
        SKShader.CreateLinearGradient(new SKPoint(0f, top), new SKPoint(0f, bottom), colors, SKShaderTileMode.Clamp);

    private static float Swell(float end, float middle, float t) => end + ((middle - end) * MathF.Sin(t * MathF.PI / 2f));
}
