using System.Diagnostics;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Distillation.Rig;

namespace Bunraku.Distillation.Tests.Rig;

/// <summary>The parts of a frame are what a student's are, and fit together.</summary>
public sealed class RigFrameTests(RigFrames frames) : IClassFixture<RigFrames>
{
    private const int Size = RigFrames.Size;
    private const int Plane = RigFrames.Plane;

    [Fact]
    public void Warped_is_the_warp_of_the_face_morphed_picture_by_the_grid_change()
    {
        for (int seed = 0; seed < 4; seed++)
        {
            PosedFrame frame = frames.Render(RigFrames.RandomPose(seed));
            for (int channel = 0; channel < 4; channel++)
            {
                for (int pixel = 0; pixel < Plane; pixel += 3)
                {
                    double expected = Sample(frame.FaceMorphed, channel, pixel, frame.GridChange);
                    Assert.InRange(frame.Warped[(channel * Plane) + pixel] - expected, -2e-4, 2e-4);
                }
            }
        }
    }

    [Fact]
    public void Nothing_is_blended_over_the_warp()
    {
        PosedFrame frame = frames.Render(RigFrames.RandomPose(5));

        Assert.Equal(frame.Warped, frame.Blended);
        Assert.Equal(frame.Blended, frame.ColorChange);
        Assert.All(frame.Alpha, alpha => Assert.Equal(0f, alpha));
    }

    [Fact]
    public void The_face_is_the_crop_of_the_face_morphed_picture_with_or_without_the_body()
    {
        Pose pose = RigFrames.RandomPose(6);
        PosedFrame frame = frames.Render(pose);

        Assert.Equal(frame.Face, frames.RenderFace(pose));
        PixelRectangle crop = FaceCrop.Student;
        for (int i = 0; i < frame.Face.Length; i++)
        {
            (int channel, int row, int column) = (i / (128 * 128), i / 128 % 128, i % 128);
            Assert.Equal(frame.Face[i], frame.FaceMorphed[(channel * Plane) + ((crop.Top + row) * Size) + crop.Left + column]);
        }
    }

    [Fact]
    public void At_rest_the_frame_is_the_picture()
    {
        PosedFrame frame = frames.Render(Pose.Rest);
        float[] picture = ImageConversion.ToNetwork(frames.Poser.DrawPicture(), "rig").Values;

        Assert.All(frame.GridChange, offset => Assert.Equal(0f, offset));

        // The face is not rounded to 8 bits: a step of a bright code is 0.018 in this convention.
        Assert.True(frame.Blended.Zip(picture, (a, b) => Math.Abs(a - b)).Max() < 0.019f);
    }

    [Fact]
    public void A_frame_depends_on_its_pose_alone()
    {
        Pose pose = RigFrames.RandomPose(7);
        using var other = new RigPoser(RigCharacter.Default);
        var fresh = new PosedFrame();
        other.Render(pose, fresh);
        frames.Render(RigFrames.RandomPose(8));

        Assert.Equal(fresh.Blended, frames.Render(pose).Blended);
        Assert.Equal(other.DrawPicture().Pixels, frames.Poser.DrawPicture().Pixels);
    }

    /// <summary>The area of the picture that a pixel shows, and how fast the offsets change their slope, stay within limits in every pose.</summary>
    [Fact]
    public void The_grid_change_neither_folds_nor_breaks_anywhere()
    {
        (float least, float most, float sharpest) = (1f, 1f, 0f);
        for (int seed = 10; seed < 40; seed++)
        {
            float[] grid = frames.Render(ExtremePose(seed)).GridChange;
            for (int row = 1; row < Size - 1; row++)
            {
                for (int column = 1; column < Size - 1; column++)
                {
                    int i = (row * Size) + column;
                    float area = ((1f + Slope(grid, i, 1)) * (1f + Slope(grid, Plane + i, Size))) - (Slope(grid, i, Size) * Slope(grid, Plane + i, 1));
                    (least, most) = (Math.Min(least, area), Math.Max(most, area));
                    sharpest = Math.Max(sharpest, Math.Max(Bend(grid, i), Bend(grid, Plane + i)));
                }
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"areas from {least:F2} to {most:F2}, bends to {sharpest:F3} pixels");
        Assert.InRange(least, 0.3f, 1f);
        Assert.InRange(most, 1f, 3f);
        Assert.InRange(sharpest, 0f, 0.1f);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void A_frame_is_quick_for_a_teacher()
    {
        var face = PosedFrame.FaceOnly();
        var body = new PosedFrame(FrameParts.GridChange | FrameParts.FaceMorphed);
        (double faceTime, double bodyTime) = (double.MaxValue, double.MaxValue);
        for (int seed = 0; seed < 30; seed++)
        {
            long start = Stopwatch.GetTimestamp();
            frames.Poser.Render(RigFrames.RandomPose(seed), face);
            faceTime = Math.Min(faceTime, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            start = Stopwatch.GetTimestamp();
            frames.Poser.Render(RigFrames.RandomPose(seed), body);
            bodyTime = Math.Min(bodyTime, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"A face takes {faceTime:F1} ms, the body of a frame {bodyTime:F1} ms.");
        Assert.True(faceTime > 0.0 && bodyTime > 0.0);
    }

    /// <summary>Head and body at random ends of their ranges.</summary>
    private static Pose ExtremePose(int seed)
    {
        var random = new Random(seed);
        return PoseParameters.All.Skip(PoseParameters.FaceCount)
            .Aggregate(Pose.Rest, (pose, parameter) => pose.With(parameter, random.Next(2) == 0 ? parameter.Group.Minimum : 1f));
    }

    /// <summary>By how many pixels an offset grows from a pixel to a neighbour.</summary>
    private static float Slope(float[] grid, int i, int step) => (grid[i + step] - grid[i]) * Size / 2f;

    private static float Bend(float[] grid, int i) => Math.Max(
        Math.Abs(Slope(grid, i, 1) - Slope(grid, i - 1, 1)), Math.Abs(Slope(grid, i, Size) - Slope(grid, i - Size, Size)));

    /// <summary>The warp as the specification of the student networks has it, in double precision.</summary>
    private static double Sample(float[] picture, int channel, int pixel, float[] grid)
    {
        (int row, int column) = (pixel / Size, pixel % Size);
        double u = Math.Clamp((((((2.0 * column) + 1.0) / Size) + grid[pixel]) * Size / 2.0) - 0.5, 0.0, Size - 1);
        double v = Math.Clamp((((((2.0 * row) + 1.0) / Size) + grid[Plane + pixel]) * Size / 2.0) - 0.5, 0.0, Size - 1);
        (int u0, int v0) = ((int)Math.Floor(u), (int)Math.Floor(v));
        (double a, double b) = (u - u0, v - v0);
        return ((1 - a) * (1 - b) * Tap(v0, u0)) + (a * (1 - b) * Tap(v0, u0 + 1)) + ((1 - a) * b * Tap(v0 + 1, u0)) + (a * b * Tap(v0 + 1, u0 + 1));

        double Tap(int y, int x) => y < Size && x < Size ? picture[(channel * Plane) + (y * Size) + x] : 0.0;
    }
}
