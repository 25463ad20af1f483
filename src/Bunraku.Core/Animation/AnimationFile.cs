using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Images;

namespace Bunraku.Core.Animation;

/// <summary>Writes animations to files, frame after frame, whole or not at all.</summary>
public static class AnimationFile
{
    /// <summary>The format that the ending of a file name asks for.</summary>
    /// <exception cref="BadInputException">The ending is not known.</exception>
    public static AnimationFormat FormatOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".PNG" or ".APNG" => AnimationFormat.Png,
        ".WEBP" => AnimationFormat.Webp,
        ".GIF" => AnimationFormat.Gif,
        ".MP4" => AnimationFormat.Mp4,
        _ => throw new BadInputException($"{path}: the ending of the file must be .png, .webp, .gif or .mp4; it chooses the format."),
    };

    /// <summary>Writes an animation in the format of the file's ending.</summary>
    /// <param name="path">The file.</param>
    /// <param name="spec">What the file must know before its first frame.</param>
    /// <param name="frames">As many frames as the specification says, made while they are written; a buffer may be used again for the next.</param>
    /// <param name="cancellation">Stops between frames; nothing is left behind.</param>
    /// <exception cref="BadInputException">The format cannot hold such an animation, ffmpeg is missing, or the file cannot be written.</exception>
    public static void Write(string path, AnimationSpec spec, IEnumerable<StraightImage> frames, CancellationToken cancellation = default)
    {
        AnimationFormat format = FormatOf(path);
        spec.RequireFit(format);
        if (format == AnimationFormat.Mp4)
        {
            AtomicFile.WriteAt(path, temporary => Write(new VideoWriter(temporary, spec), spec, frames, cancellation));
            return;
        }

        AtomicFile.Write(path, stream => Write(WriterOf(format, stream, spec), spec, frames, cancellation));
    }

    private static IAnimationWriter WriterOf(AnimationFormat format, Stream stream, AnimationSpec spec) => format switch
    {
        AnimationFormat.Png => new PngAnimationWriter(stream, spec),
        AnimationFormat.Webp => new WebpAnimationWriter(stream, spec),
        _ => new GifAnimationWriter(stream, spec),
    };

    private static void Write(IAnimationWriter writer, AnimationSpec spec, IEnumerable<StraightImage> frames, CancellationToken cancellation)
    {
        using IAnimationWriter owned = writer;
        try
        {
            int count = 0;
            foreach (StraightImage frame in frames)
            {
                cancellation.ThrowIfCancellationRequested();
                writer.Add(frame);
                count++;
            }

            ArgumentOutOfRangeException.ThrowIfNotEqual(count, spec.FrameCount, nameof(frames));
            cancellation.ThrowIfCancellationRequested();
            writer.Finish();
        }
        catch (BadInputException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl+C reaches ffmpeg as well, and its end is not what went wrong.
            throw new OperationCanceledException(cancellation);
        }
    }
}
