using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren.Engine;
using Bunraku.Siren.Tests.Reference;

namespace Bunraku.Siren.Tests.Engine;

/// <summary>The engine in 16-bit fixed point, and when it is chosen.</summary>
public sealed class FixedPointTests
{
    private const int Size = CharacterPicture.Size;

    // Corners, edges, tile borders, the face's border and its inside.
    private static readonly (int Row, int Column)[] Pixels =
        [(0, 0), (0, 511), (511, 0), (511, 511), (1, 31), (2, 32), (255, 256), (256, 255), (7, 510), (79, 191), (80, 192), (140, 250), (208, 320)];

    /// <summary>The widths that have fixed point in this process. Scalar code and ARM have none, so tests go over this list instead of being theories without data.</summary>
    public static IEnumerable<SimdWidth> Widths => SimdWidthData.All.Where(width => SimdWidths.OfferedForFixedPoint(width) is not null);

    [Fact]
    [Trait("Category", SimdLevelTests.Kernels)]
    [Trait("Category", "Slow")]
    public void Every_part_is_that_of_the_specification_to_the_bit() => Assert.All(Widths, RequireSpecification);

    private static void RequireSpecification(SimdWidth width)
    {
        CharacterModel character = WithLargeWeights(RandomCharacter.Create(3));
        Pose pose = RandomCharacter.CreatePose(4);
        var reference = new FixedReferenceStudent(character, pose);
        PosedFrame frame = Render(character, pose, width, threads: 2, FrameParts.All);
        foreach ((int row, int column) in Pixels)
        {
            float[] body = reference.BodyAt(row, column);
            AssertSame(body[..2], frame.GridChange, row, column);
            AssertSame(body[2..3], frame.Alpha, row, column);
            AssertSame(body[3..], frame.ColorChange, row, column);
            AssertSame(reference.WarpedAt(row, column), frame.Warped, row, column);
            AssertSame(reference.BlendedAt(row, column), frame.Blended, row, column);
        }

        AssertSame(reference.FaceAt(64, 31), frame.Face, 64, 31, FaceCrop.Student.Width);
        AssertSame(reference.FaceAt(127, 0), frame.Face, 127, 0, FaceCrop.Student.Width);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Widths_and_numbers_of_threads_change_no_bit()
    {
        CharacterModel character = RandomCharacter.Create(6);
        Pose pose = RandomCharacter.CreatePose(1);
        float[][] frames =
        [
            .. Widths.Select(width => Render(character, pose, width, threads: 1).Blended),
            .. Widths.Take(1).SelectMany(width => Enumerable.Range(2, 3).Select(threads => Render(character, pose, width, threads).Blended)),
        ];
        Assert.All(frames, frame => Assert.Equal(frames[0], frame));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Only_live_frames_are_in_fixed_point()
    {
        RequireFixedPoint();
        CharacterModel character = RandomCharacter.Create(6);
        Pose pose = RandomCharacter.CreatePose(1);
        using var poser = new StudentPoser(character, new StudentPoserOptions { Arithmetic = Arithmetic.FixedPoint });
        using var inFloat = new StudentPoser(character, new StudentPoserOptions { Arithmetic = Arithmetic.FloatingPoint });

        Assert.Equal(Draw(inFloat, PoseRequest.Masked), Draw(poser, PoseRequest.Masked));
        Assert.Equal(Draw(inFloat, PoseRequest.Whole), Draw(poser, PoseRequest.Whole));
        Assert.Equal(Draw(inFloat, PoseRequest.Live), Draw(inFloat, PoseRequest.Masked));
        Assert.NotEqual(Draw(inFloat, PoseRequest.Live), Draw(poser, PoseRequest.Live));

        float[] Draw(StudentPoser with, PoseRequest request)
        {
            var frame = new PosedFrame(request);
            with.Render(pose, frame);
            return frame.Blended;
        }
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void A_warm_live_frame_allocates_nothing()
    {
        RequireFixedPoint();
        using var poser = new StudentPoser(RandomCharacter.Create(7), new StudentPoserOptions { Arithmetic = Arithmetic.FixedPoint });
        var frame = new PosedFrame(PoseRequest.Live);
        Pose[] poses = [.. Enumerable.Range(0, 3).Select(RandomCharacter.CreatePose)];
        RenderAll();
        long before = GC.GetAllocatedBytesForCurrentThread();
        RenderAll();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void RenderAll()
        {
            foreach (Pose pose in poses)
            {
                poser.Render(pose, frame);
            }
        }
    }

    [Fact]
    public void Weights_that_16_bits_cannot_hold_stay_in_float()
    {
        CharacterModel character = RandomCharacter.Create(8);
        Weights(character, level: 7)[5] = 40; // Half turns: 382.

        using var chosen = new StudentPoser(character);
        using var wanted = new StudentPoser(character, new StudentPoserOptions { Arithmetic = Arithmetic.FixedPoint });
        Assert.Equal(Arithmetic.FloatingPoint, chosen.ChooseArithmetic());
        Assert.Contains("float", Assert.Throws<BadInputException>(() => wanted.ChooseArithmetic()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Weights_that_are_no_numbers_stay_in_float_where_they_are_reported(float weight)
    {
        CharacterModel character = RandomCharacter.Create(8);
        Weights(character, level: 7)[5] = weight;
        using var poser = new StudentPoser(character);

        Assert.Equal(Arithmetic.FloatingPoint, poser.ChooseArithmetic());
        Assert.Throws<BadInputException>(() => poser.Render(Pose.Rest, new PosedFrame(PoseRequest.Live)));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void A_character_that_fixed_point_shows_wrong_stays_in_float()
    {
        // Weights six times as large make the networks that much more sensitive to rounding, layer upon layer.
        using var poser = new StudentPoser(RandomCharacter.Create(8, weightScale: 6));
        Assert.Equal(Arithmetic.FloatingPoint, poser.ChooseArithmetic());
    }

    private static void RequireFixedPoint() => Assert.SkipUnless(SimdWidths.OfferedForFixedPoint(SimdWidths.Widest) is not null, "This process has no fixed point.");

    private static PosedFrame Render(CharacterModel character, Pose pose, SimdWidth width, int threads, FrameParts parts = FrameParts.None)
    {
        using StudentEngine engine = StudentEngine.Create(SimdWidths.OfferedForFixedPoint(width)!, character, threads);
        var frame = new PosedFrame(parts);
        engine.Render(pose, frame, TilePlan.Dense);
        return frame;
    }

    /// <summary>Some channels with weights that need every shift from 1 to 4.</summary>
    private static CharacterModel WithLargeWeights(CharacterModel character)
    {
        float[] weights = Weights(character, level: 4);
        for (int channel = 0; channel < 4; channel++)
        {
            weights[(channel * StudentNetworks.Body[4].Inputs) + channel] = 0.04f * (1 << channel);
        }

        return character;
    }

    private static float[] Weights(CharacterModel character, int level) => character.Weights.Body[StudentNetworks.Body[level].KeyPrefix + ".weight"].Values;

    private static void AssertSame(float[] expected, float[] planes, int row, int column, int size = Size)
    {
        for (int channel = 0; channel < expected.Length; channel++)
        {
            float actual = planes[(((channel * size) + row) * size) + column];
            Assert.True(expected[channel].Equals(actual), $"Channel {channel} at {row}, {column} is {actual:g9}, not {expected[channel]:g9}.");
        }
    }
}
