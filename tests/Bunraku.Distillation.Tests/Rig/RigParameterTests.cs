using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Distillation.Rig.Art;

namespace Bunraku.Distillation.Tests.Rig;

/// <summary>Every one of the 45 parameters acts: visibly, smoothly, and where and whither it should.</summary>
public sealed class RigParameterTests(RigFrames frames) : IClassFixture<RigFrames>
{
    /// <summary>At its end a parameter changes at least so many pixels by more than a tenth of the range. A breath, which is small, changes the fewest.</summary>
    private const int VisiblePixels = 25;

    [Fact]
    [Trait("Category", "Slow")]
    public void Every_parameter_changes_the_picture_visibly()
    {
        PosedFrame rest = frames.Render(Pose.Rest);
        foreach (PoseParameter parameter in PoseParameters.All)
        {
            foreach (float end in RigFrames.Ends(parameter))
            {
                PosedFrame posed = frames.Render(Pose.Rest.With(parameter, end));
                int changed = RigFrames.ChangedPixels(rest.Blended, posed.Blended, RigFrames.Size).Count;
                TestContext.Current.TestOutputHelper?.WriteLine($"{parameter.Name} = {end}: {changed} pixels");
                Assert.True(changed >= VisiblePixels, $"{parameter.Name} = {end} changes {changed} pixels only.");
            }
        }
    }

    /// <summary>No step of a thirty-second of the range may be larger than four times the mean of all steps: nothing jumps, nothing sleeps.</summary>
    [Fact]
    [Trait("Category", "Slow")]
    public void Every_face_parameter_acts_smoothly()
    {
        foreach (PoseParameter parameter in PoseParameters.All.Take(PoseParameters.FaceCount))
        {
            AssertSmooth(parameter, steps: 32, frames.RenderFace);
        }
    }

    /// <summary>Head and body move every offset evenly from one end to the other.</summary>
    [Fact]
    [Trait("Category", "Slow")]
    public void Every_rotation_acts_smoothly()
    {
        foreach (PoseParameter parameter in PoseParameters.All.Skip(PoseParameters.FaceCount))
        {
            AssertSmooth(parameter, steps: 16, pose => frames.Render(pose).GridChange);
        }
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Face_parameters_change_nothing_outside_the_face_crop()
    {
        PosedFrame rest = frames.Render(Pose.Rest);
        foreach (PoseParameter[] four in PoseParameters.All.Take(PoseParameters.FaceCount).Chunk(4))
        {
            foreach (Func<PoseParameter, float> end in (Func<PoseParameter, float>[])[parameter => RigFrames.Ends(parameter)[0], parameter => RigFrames.Ends(parameter)[^1]])
            {
                PosedFrame posed = frames.Render(four.Aggregate(Pose.Rest, (pose, parameter) => pose.With(parameter, end(parameter))));
                Assert.Equal(rest.GridChange, posed.GridChange);
                AssertEqualOutsideTheCrop(rest.FaceMorphed, posed.FaceMorphed);
                AssertEqualOutsideTheCrop(rest.Blended, posed.Blended);
            }
        }
    }

    [Theory]
    [InlineData("eye_wink")]
    [InlineData("eyebrow_raised")]
    [InlineData("iris_small")]
    [InlineData("eye_raised_lower_eyelid")]
    public void Left_is_the_characters_own_left(string group)
    {
        float[] rest = frames.RenderFace(Pose.Rest);
        Assert.All(RigFrames.ChangedPixels(rest, frames.RenderFace(Pose.Rest.With(group + "_left", 1f)), 128), pixel => Assert.True(pixel.Column >= 64));
        Assert.All(RigFrames.ChangedPixels(rest, frames.RenderFace(Pose.Rest.With(group + "_right", 1f)), 128), pixel => Assert.True(pixel.Column < 64));
    }

    [Theory]
    [InlineData("iris_rotation_x", 0f, -4f)]
    [InlineData("iris_rotation_y", -5f, 0f)]
    public void Eyes_look_where_they_are_told(string name, float right, float down)
    {
        (double x, double y) = AmberCentre(frames.Render(Pose.Rest.With(name, -1f)));
        (double movedX, double movedY) = AmberCentre(frames.Render(Pose.Rest.With(name, 1f)));

        // From one end to the other, along one axis; the lids hide a part of the way.
        Assert.InRange(movedX - x, Math.Min(right, 2f * right) - 3f, Math.Max(right, 2f * right) + 3f);
        Assert.InRange(movedY - y, Math.Min(down, 2f * down) - 3f, Math.Max(down, 2f * down) + 3f);
        Assert.True(right == 0f || movedX < x - 4.0);
        Assert.True(down == 0f || movedY < y - 2.0);
    }

    /// <summary>How far the nose moves, in pixels.</summary>
    [Theory]
    [InlineData("head_x", 0, -15)]
    [InlineData("head_y", -19, 0)]
    [InlineData("neck_z", -12, 0)]
    [InlineData("body_y", -12, 0)]
    [InlineData("body_z", -19, 0)]
    public void The_head_moves_the_way_and_as_far_as_that_of_the_published_characters(string name, float right, float down)
    {
        foreach (float end in (float[])[1f, -1f])
        {
            (int x, int y) = Nose(frames.Render(Pose.Rest.With(name, end)));
            Assert.InRange(x - 256f, (end * right) - 3f, (end * right) + 3f);
            Assert.InRange(y - 165f, (end * down) - 3f, (end * down) + 3f);
        }
    }

    [Fact]
    public void A_tilt_turns_the_head_by_about_sixteen_degrees()
    {
        // The offset of the crown, 150 pixels above the joint of the neck.
        float[] grid = frames.Render(Pose.Rest.With("neck_z", 1f)).GridChange;
        float aside = grid[(56 * RigFrames.Size) + 256] * RigFrames.Size / 2f;
        Assert.InRange(Math.Asin(aside / 150f) * 180.0 / Math.PI, 15.0, 20.0);
    }

    [Fact]
    public void A_breath_lifts_the_shoulders_by_a_pixel_or_two()
    {
        PosedFrame frame = frames.Render(Pose.Rest.With("breathing", 1f));

        float lift = frame.GridChange[RigFrames.Plane + (245 * RigFrames.Size) + 190] * RigFrames.Size / 2f;
        Assert.InRange(lift, 1f, 2f);
    }

    [Fact]
    public void Brows_take_the_shape_of_their_name()
    {
        Curve rest = Brow.Shape(default);
        Curve troubled = Brow.Shape(new BrowValues { Troubled = 1f });
        Curve angry = Brow.Shape(new BrowValues { Angry = 1f });
        Curve serious = Brow.Shape(new BrowValues { Serious = 1f });
        Curve happy = Brow.Shape(new BrowValues { Happy = 1f });

        Assert.True(troubled.P0.Y < rest.P0.Y && troubled.P3.Y > rest.P3.Y, "troubled: inner end up, outer end down");
        Assert.True(angry.P0.Y > rest.P0.Y && angry.P3.Y < rest.P3.Y, "angry: inner end down, outer end up");
        Assert.InRange(serious.P0.Y - rest.P0.Y, 1f, angry.P0.Y - rest.P0.Y);
        Assert.True(Brow.Shape(new BrowValues { Lowered = 1f }).At(0.5f).Y > rest.At(0.5f).Y + 2f);
        Assert.True(Brow.Shape(new BrowValues { Raised = 1f }).At(0.5f).Y < rest.At(0.5f).Y - 3f);
        Assert.True(Arch(happy) > Arch(rest) + 2f, "happy: more arched");
    }

    [Fact]
    public void An_eye_is_not_closed_twice()
    {
        Pose closed = Pose.Rest.With("eye_wink_left", 1f);
        Pose twice = closed.With("eye_happy_wink_left", 1f).With("eye_relaxed_left", 1f);

        // However it is closed, no amber of that iris is seen.
        Assert.Equal(0, Amber(frames.Render(closed)).Count(pixel => pixel.Column > 256));
        Assert.Equal(0, Amber(frames.Render(twice)).Count(pixel => pixel.Column > 256));
    }

    [Fact]
    public void Values_beyond_a_range_count_as_its_end()
    {
        Pose beyond = Pose.Rest;
        Pose end = Pose.Rest;
        foreach (PoseParameter parameter in PoseParameters.All)
        {
            beyond = beyond.With(parameter, 1.7f);
            end = end.With(parameter, 1f);
        }

        Assert.Equal(frames.Render(end).Blended, frames.Render(beyond).Blended);
    }

    private static float Arch(Curve brow) => ((brow.P0.Y + brow.P3.Y) / 2f) - brow.At(0.5f).Y;

    private static void AssertSmooth(PoseParameter parameter, int steps, Func<Pose, float[]> render)
    {
        float minimum = parameter.Group.Minimum;
        var differences = new List<double>();
        float[] last = [.. render(Pose.Rest.With(parameter, minimum))];
        for (int step = 1; step <= steps; step++)
        {
            float[] next = [.. render(Pose.Rest.With(parameter, minimum + ((1f - minimum) * step / steps)))];
            differences.Add(RigFrames.MeanDifference(last, next));
            last = next;
        }

        double mean = differences.Average();
        Assert.True(mean > 0.0, parameter.Name);
        Assert.True(differences.Max() <= 4.0 * mean, $"{parameter.Name} jumps: {differences.Max() / mean:F1} times its mean step.");
    }

    private static void AssertEqualOutsideTheCrop(float[] expected, float[] actual)
    {
        const int Size = RigFrames.Size;
        PixelRectangle crop = FaceCrop.Student;
        for (int line = 0; line < expected.Length / Size; line++)
        {
            Span<float> wanted = expected.AsSpan(line * Size, Size), row = actual.AsSpan(line * Size, Size);
            bool isBeside = line % Size >= crop.Top && line % Size < crop.Top + crop.Height;
            int left = isBeside ? crop.Left : Size, right = isBeside ? crop.Left + crop.Width : Size;
            Assert.True(wanted[..left].SequenceEqual(row[..left]) && wanted[right..].SequenceEqual(row[right..]), $"row {line % Size} of channel {line / Size}");
        }
    }

    /// <summary>The pixel that shows the nose of the picture at rest.</summary>
    private static (int X, int Y) Nose(PosedFrame frame)
    {
        (int, int) nearest = default;
        float distance = float.MaxValue;
        for (int pixel = 0; pixel < RigFrames.Plane; pixel++)
        {
            (int row, int column) = (pixel / RigFrames.Size, pixel % RigFrames.Size);
            float dx = column + (frame.GridChange[pixel] * RigFrames.Size / 2f) - 256f;
            float dy = row + (frame.GridChange[RigFrames.Plane + pixel] * RigFrames.Size / 2f) - 165f;
            if ((dx * dx) + (dy * dy) < distance)
            {
                (nearest, distance) = ((column, row), (dx * dx) + (dy * dy));
            }
        }

        return nearest;
    }

    private static (double X, double Y) AmberCentre(PosedFrame frame)
    {
        List<(int Row, int Column)> amber = Amber(frame);
        Assert.NotEmpty(amber);
        return (amber.Average(pixel => pixel.Column), amber.Average(pixel => pixel.Row));
    }

    /// <summary>The pixels of the lower irises, whose colour is found nowhere else there: the pins of the fan lie higher.</summary>
    private static List<(int Row, int Column)> Amber(PosedFrame frame)
    {
        var found = new List<(int, int)>();
        for (int row = 134; row < 200; row++)
        {
            for (int column = 190; column < 310; column++)
            {
                int pixel = (row * RigFrames.Size) + column;
                (float r, float g, float b) = (frame.Blended[pixel], frame.Blended[RigFrames.Plane + pixel], frame.Blended[(2 * RigFrames.Plane) + pixel]);
                if (r > 0.2f && g is > -0.65f and < 0.4f && b < -0.55f && r - g > 0.5f && g - b > 0.1f)
                {
                    found.Add((row, column));
                }
            }
        }

        return found;
    }
}
