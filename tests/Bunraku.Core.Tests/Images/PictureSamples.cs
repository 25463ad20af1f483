using System.Buffers.Binary;
using Bunraku.Core.Animation;
using Bunraku.Core.Images;
using Bunraku.Core.Tests.Files;
using Bunraku.Core.Tests.Images.Doctor;
using SkiaSharp;

namespace Bunraku.Core.Tests.Images;

/// <summary>Small pictures, and their files in every format.</summary>
internal static class PictureSamples
{
    public static readonly SKColor TopLeft = new(200, 40, 40);
    public static readonly SKColor TopRight = new(40, 160, 60);
    private static readonly SKColor BottomLeft = new(40, 60, 200);
    private static readonly SKColor BottomRight = new(230, 220, 90);

    /// <summary>A colour for each quarter; sides should be multiples of 8, where JPEG has its blocks.</summary>
    public static StraightImage FourColors(int width, int height)
    {
        var image = new StraightImage(width, height);
        for (int i = 0; i < width * height; i++)
        {
            bool left = i % width < width / 2;
            SKColor color = i / width < height / 2 ? (left ? TopLeft : TopRight) : left ? BottomLeft : BottomRight;
            byte[] pixel = [color.Red, color.Green, color.Blue, 255];
            pixel.CopyTo(image.Pixels, 4 * i);
        }

        return image;
    }

    public static byte[] FileOf(StraightImage image, string format) => format switch
    {
        "png" => PngFile.Encode(image),
        "jpeg" => image.Encoded(SKEncodedImageFormat.Jpeg, 100),
        "webp" => image.EncodedLosslessWebp(),
        "bmp" => Bmp(image),
        _ => Animation(format, image),
    };

    public static byte[] Animation(string format, params StraightImage[] frames)
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a." + format);
        AnimationFile.Write(path, new AnimationSpec { Width = frames[0].Width, Height = frames[0].Height, FrameCount = frames.Length, FramesPerSecond = 10 }, frames);
        return File.ReadAllBytes(path);
    }

    /// <summary>The JPEG file with an EXIF segment that holds the orientation alone.</summary>
    public static byte[] WithOrientation(byte[] jpeg, int orientation)
    {
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
        ];
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }

    /// <summary>The file with another size in its header.</summary>
    public static byte[] WithSize(byte[] file, string format, int width, int height)
    {
        byte[] lying = [.. file];
        switch (format)
        {
            case "png":
                return new PngBuilder(width, height, 8, 6).Rows([0]).ToArray();
            case "jpeg":
                int frame = file.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
                BinaryPrimitives.WriteUInt16BigEndian(lying.AsSpan(frame + 5), (ushort)height);
                BinaryPrimitives.WriteUInt16BigEndian(lying.AsSpan(frame + 7), (ushort)width);
                return lying;
            case "bmp":
                BinaryPrimitives.WriteInt32LittleEndian(lying.AsSpan(18), width);
                BinaryPrimitives.WriteInt32LittleEndian(lying.AsSpan(22), height);
                return lying;
            default:
                BinaryPrimitives.WriteUInt16LittleEndian(lying.AsSpan(6), (ushort)width);
                BinaryPrimitives.WriteUInt16LittleEndian(lying.AsSpan(8), (ushort)height);
                return lying;
        }
    }

    /// <summary>24 bits a pixel, rows from the bottom, each padded to four bytes.</summary>
    private static byte[] Bmp(StraightImage image)
    {
        int stride = ((3 * image.Width) + 3) & ~3;
        byte[] file = new byte[54 + (stride * image.Height)];
        "BM"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(2), file.Length);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(10), 54);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(14), 40);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(18), image.Width);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(22), image.Height);
        file[26] = 1;
        file[28] = 24;
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                ReadOnlySpan<byte> pixel = image.Pixels.AsSpan(4 * ((y * image.Width) + x), 4);
                Span<byte> target = file.AsSpan(54 + (stride * (image.Height - 1 - y)) + (3 * x), 3);
                (target[0], target[1], target[2]) = (pixel[2], pixel[1], pixel[0]);
            }
        }

        return file;
    }
}
