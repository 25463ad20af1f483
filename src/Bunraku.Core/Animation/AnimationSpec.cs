using Bunraku.Core.Errors;

namespace Bunraku.Core.Animation;

/// <summary>What an animation file must know before its first frame.</summary>
public sealed record AnimationSpec
{
    private const int MaximumFramesPerSecond = 120;

    /// <summary>In pixels, at least 1.</summary>
    public required int Width { get; init; }

    /// <summary>In pixels, at least 1.</summary>
    public required int Height { get; init; }

    /// <summary>The number of frames that will be added, at least 1.</summary>
    public required int FrameCount { get; init; }

    /// <summary>Frames a second, 1 to 120.</summary>
    public required double FramesPerSecond { get; init; }

    /// <summary>How often a viewer plays the animation; 0 for ever.</summary>
    public int Plays { get; init; }

    /// <summary>Whether every pixel of every frame is opaque, as with a background.</summary>
    public bool IsOpaque { get; init; }

    /// <summary>Checks that a format can hold such an animation.</summary>
    /// <exception cref="BadInputException">It cannot; the message says what to change.</exception>
    public void RequireFit(AnimationFormat format)
    {
        Phrase? problem = (format, FramesPerSecond) switch
        {
            (_, not (>= 1 and <= MaximumFramesPerSecond)) => Phrase.Of($"An animation has 1 to {MaximumFramesPerSecond} frames a second, but {FramesPerSecond} were asked for."),
            (AnimationFormat.Gif, > GifAnimationWriter.MaximumFramesPerSecond) =>
                Phrase.Of($"A GIF has at most {GifAnimationWriter.MaximumFramesPerSecond} frames a second, but {FramesPerSecond} were asked for. Lower the rate or write a .webp."),
            (AnimationFormat.Mp4, _) when !IsOpaque => Phrase.Of("An MP4 video has no transparency: choose a background colour, or write a .webp."),
            (AnimationFormat.Mp4, _) when Plays != 0 => Phrase.Of("An MP4 video cannot say how often it is played. Leave the number out, or write a .webp."),
            _ when Plays is < 0 or > ushort.MaxValue => Phrase.Of($"An animation is played 0 (for ever) to {ushort.MaxValue} times, but {Plays} was given."),
            _ => null,
        };
        if (problem is not null)
        {
            throw new BadInputException(problem);
        }
    }

    /// <summary>
    /// How long a frame is shown in whole units of 1/<paramref name="unitsPerSecond"/> s. Rounding errors do not add up: the
    /// end of each frame is rounded, not its length.
    /// </summary>
    internal int DurationOf(int frame, int unitsPerSecond) => EndOf(frame, unitsPerSecond) - EndOf(frame - 1, unitsPerSecond);

    private int EndOf(int frame, int unitsPerSecond) => (int)Math.Round((frame + 1) * unitsPerSecond / FramesPerSecond);
}
