using System.Diagnostics;
using Bunraku.Core.Animation;
using Bunraku.Core.Images;
using Bunraku.TestSupport;
using SkiaSharp;

namespace Bunraku.Core.Tests.Animation;

/// <summary>A small animation made for tests, a file to write it to, and readers of other people.</summary>
internal sealed class AnimationSample : IDisposable
{
    public const int Width = 66;
    public const int Height = 48;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bunraku-animation-");

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public IEnumerable<string> Files() => _folder.EnumerateFiles().Select(file => file.Name);

    public static AnimationSpec Spec(int frames, bool opaque, double framesPerSecond = 25, int plays = 0) => new()
    {
        Width = Width,
        Height = Height,
        FrameCount = frames,
        FramesPerSecond = framesPerSecond,
        IsOpaque = opaque,
        Plays = plays,
    };

    /// <summary>A disc of a few colours that moves to the right over nothing, or over a gradient; the third frame equals the second.</summary>
    public static IEnumerable<StraightImage> Frames(int count, bool opaque) => Enumerable.Range(0, count).Select(i => Frame(i == 2 ? 1 : i, opaque));

    public static StraightImage Frame(int index, bool opaque)
    {
        var image = new StraightImage(Width, Height);
        for (int row = 0; row < Height; row++)
        {
            for (int column = 0; column < Width; column++)
            {
                double distance = Math.Sqrt(Math.Pow(row - 20.5, 2) + Math.Pow(column - 15.3 - (3 * index), 2));
                double alpha = Math.Clamp(13 - distance, 0, 1);
                Span<byte> pixel = image.Pixels.AsSpan(4 * ((row * Width) + column), 4);
                (double red, double green, double blue) = (200 - (4 * distance), 60 + (5 * distance), 150);
                if (opaque)
                {
                    (red, green, blue) = ((red * alpha) + ((1 - alpha) * 2 * row), (green * alpha) + ((1 - alpha) * 40), (blue * alpha) + ((1 - alpha) * 60));
                    alpha = 1;
                }

                if (alpha > 0)
                {
                    (pixel[0], pixel[1], pixel[2], pixel[3]) = ((byte)red, (byte)green, (byte)blue, (byte)Math.Round(255 * alpha));
                }
            }
        }

        return image;
    }

    /// <summary>The frames of a WebP or GIF file as Skia reads them.</summary>
    public static (StraightImage Image, int Milliseconds)[] ReadBySkia(string path)
    {
        using SKCodec codec = SKCodec.Create(path);
        return [.. Enumerable.Range(0, codec.FrameCount).Select(i => (ReadFrame(codec, i), codec.FrameInfo[i].Duration))];
    }

    /// <summary>The frames of any file as ffmpeg reads them, RGBA.</summary>
    public static StraightImage[] ReadByFfmpeg(string path)
    {
        byte[] bytes = Run("ffmpeg", "-v", "error", "-i", path, "-vsync", "passthrough", "-f", "rawvideo", "-pix_fmt", "rgba", "pipe:1");
        const int FrameBytes = 4 * Width * Height;
        Assert.Equal(0, bytes.Length % FrameBytes);
        return [.. bytes.Chunk(FrameBytes).Select(pixels => new StraightImage(Width, Height, pixels))];
    }

    /// <summary>The standard output of a program; that it succeeds is asserted.</summary>
    public static byte[] Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(RequiredProgram.Find(program), arguments) { RedirectStandardOutput = true })!;
        using var output = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(output);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output.ToArray();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static unsafe StraightImage ReadFrame(SKCodec codec, int index)
    {
        var image = new StraightImage(codec.Info.Width, codec.Info.Height);
        var info = new SKImageInfo(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul, colorspace: null);
        fixed (byte* pixels = image.Pixels)
        {
            Assert.Equal(SKCodecResult.Success, codec.GetPixels(info, (nint)pixels, new SKCodecOptions(index)));
        }

        return image;
    }
}
