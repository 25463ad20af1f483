using System.Text;
using Bunraku.Core.Animation;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.TestSupport;

namespace Bunraku.Core.Tests.Animation;

public sealed class AnimationFileTests : IDisposable
{
    private const int Count = 5;
    private readonly AnimationSample _sample = new();

    public void Dispose() => _sample.Dispose();

    [Fact]
    public void Animated_png_keeps_every_pixel()
    {
        string path = Write("a.png", opaque: false);

        StraightImage[] frames = AnimationSample.ReadByFfmpeg(path);

        Assert.Equal(Count, frames.Length);
        Assert.All(frames.Zip(AnimationSample.Frames(Count, opaque: false)), pair => Assert.Equal(pair.Second.Pixels, pair.First.Pixels));
    }

    [Fact]
    public void Animated_png_is_also_a_png_of_its_first_frame()
    {
        string path = Write("a.png", opaque: false);

        Assert.Equal(AnimationSample.Frame(0, opaque: false).Pixels, PngFile.Read(path).Pixels);
    }

    [Fact]
    public void Animated_png_has_the_rate_that_was_asked_for()
    {
        string path = Write("a.png", opaque: false, framesPerSecond: 12.5);

        byte[] rate = AnimationSample.Run("ffprobe", "-v", "error", "-show_entries", "stream=avg_frame_rate", "-of", "csv=p=0", path);

        Assert.Equal("25/2", Encoding.ASCII.GetString(rate).Trim());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Webp_frames_are_close_to_what_was_given_and_their_alpha_is_exact(bool opaque)
    {
        string path = Write("a.webp", opaque);

        var frames = AnimationSample.ReadBySkia(path);

        Assert.Equal(Count, frames.Length);
        foreach ((StraightImage expected, StraightImage found) in AnimationSample.Frames(Count, opaque).Zip(frames.Select(frame => frame.Image)))
        {
            Assert.Equal(Channel(expected, 3), Channel(found, 3));
            Assert.InRange(MeanColorError(expected, found), 0, 6);
        }
    }

    [Theory]
    [InlineData(true, 4.0)]
    [InlineData(false, 4.0)]
    public void Gif_frames_are_close_to_what_was_given_and_cut_at_half_alpha(bool opaque, double tolerance)
    {
        string path = Write("a.gif", opaque);

        var frames = AnimationSample.ReadBySkia(path);

        Assert.Equal(Count, frames.Length);
        foreach ((StraightImage expected, StraightImage found) in AnimationSample.Frames(Count, opaque).Zip(frames.Select(frame => frame.Image)))
        {
            Assert.Equal(Channel(expected, 3).Select(alpha => alpha >= 128 ? 255 : 0), Channel(found, 3).Select(alpha => (int)alpha));
            Assert.InRange(MeanColorError(expected, found), 0, tolerance);
        }
    }

    [Theory]
    [InlineData("a.webp", 30, 1000)]
    [InlineData("a.webp", 24, 1250)]
    [InlineData("a.gif", 30, 1000)]
    [InlineData("a.gif", 50, 600)]
    public void Durations_add_up_although_each_is_rounded(string name, double framesPerSecond, int milliseconds)
    {
        string path = _sample.PathOf(name);
        Write(path, AnimationSample.Spec(30, opaque: true, framesPerSecond), AnimationSample.Frames(30, opaque: true));

        Assert.Equal(milliseconds, AnimationSample.ReadBySkia(path).Sum(frame => frame.Milliseconds));
    }

    [Fact]
    public void Mp4_is_a_video_that_others_read()
    {
        RequiredProgram.Find("ffmpeg");
        string path = Write("a.mp4", opaque: true);

        StraightImage[] frames = AnimationSample.ReadByFfmpeg(path);

        Assert.Equal(Count, frames.Length);
        Assert.All(frames.Zip(AnimationSample.Frames(Count, opaque: true)), pair => Assert.InRange(MeanColorError(pair.Second, pair.First), 0, 8));
    }

    [Theory]
    [InlineData("a.bmp", 25, true, 0, ".png, .webp, .gif or .mp4")]
    [InlineData("a.mp4", 25, false, 0, "background")]
    [InlineData("a.mp4", 25, true, 3, "how often")]
    [InlineData("a.gif", 60, true, 0, "at most 50")]
    [InlineData("a.png", 0.5, true, 0, "1 to 120")]
    [InlineData("a.png", double.NaN, true, 0, "1 to 120")]
    [InlineData("a.webp", 25, true, 70000, "65535")]
    [InlineData("a.webp", 25, true, -1, "65535")]
    public void What_a_format_cannot_hold_is_said_before_any_frame_is_made(string name, double framesPerSecond, bool opaque, int plays, string expected)
    {
        AnimationSpec spec = AnimationSample.Spec(Count, opaque, framesPerSecond, plays);

        var error = Assert.Throws<BadInputException>(() => Write(_sample.PathOf(name), spec, Unreachable()));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.Empty(_sample.Files());
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.webp")]
    [InlineData("a.gif")]
    [InlineData("a.mp4")]
    public void Cancelling_leaves_no_file(string name)
    {
        if (name.EndsWith(".mp4", StringComparison.Ordinal))
        {
            RequiredProgram.Find("ffmpeg");
        }

        using var source = new CancellationTokenSource();
        IEnumerable<StraightImage> frames = AnimationSample.Frames(Count, opaque: true).Select((frame, i) =>
        {
            if (i == 3)
            {
                source.Cancel();
            }

            return frame;
        });

        Assert.Throws<OperationCanceledException>(
            () => AnimationFile.Write(_sample.PathOf(name), AnimationSample.Spec(Count, opaque: true), frames, source.Token));
        Assert.Empty(_sample.Files());
    }

    [Theory]
    [InlineData("a.png")]
    [InlineData("a.webp")]
    [InlineData("a.gif")]
    public void Frames_without_anything_visible_are_written_too(string name)
    {
        StraightImage empty = new(AnimationSample.Width, AnimationSample.Height);
        Write(_sample.PathOf(name), AnimationSample.Spec(2, opaque: false), [empty, empty]);

        Assert.NotEmpty(_sample.Files());
        if (name != "a.png")
        {
            Assert.All(AnimationSample.ReadBySkia(_sample.PathOf(name)), frame => Assert.All(Channel(frame.Image, 3), alpha => Assert.Equal(0, alpha)));
        }
    }

    private string Write(string name, bool opaque, double framesPerSecond = 25)
    {
        string path = _sample.PathOf(name);
        Write(path, AnimationSample.Spec(Count, opaque, framesPerSecond), AnimationSample.Frames(Count, opaque));
        return path;
    }

    private static void Write(string path, AnimationSpec spec, IEnumerable<StraightImage> frames) =>
        AnimationFile.Write(path, spec, frames, TestContext.Current.CancellationToken);

    private static IEnumerable<StraightImage> Unreachable() =>
        Enumerable.Range(0, Count).Select<int, StraightImage>(_ => throw new InvalidOperationException("No frame should be asked for."));

    private static byte[] Channel(StraightImage image, int channel) =>
        [.. Enumerable.Range(0, image.Width * image.Height).Select(p => image.Pixels[(4 * p) + channel])];

    /// <summary>The mean difference of R, G, B in code values, over the pixels that both show.</summary>
    private static double MeanColorError(StraightImage expected, StraightImage found)
    {
        (double sum, int count) = (0, 0);
        for (int p = 0; p < expected.Pixels.Length; p += 4)
        {
            if (expected.Pixels[p + 3] >= 128 && found.Pixels[p + 3] >= 128)
            {
                sum += Enumerable.Range(p, 3).Sum(i => Math.Abs(expected.Pixels[i] - found.Pixels[i]));
                count += 3;
            }
        }

        return sum / count;
    }
}
