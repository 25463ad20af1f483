using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren.Tests.Reference;

namespace Bunraku.Siren.Tests.Engine;

public sealed class StudentPoserTests
{
    private const int Size = CharacterPicture.Size;

    // Corners, edges, tile borders, the face's border and its inside.
    private static readonly (int Row, int Column)[] Pixels =
    [
        (0, 0), (0, 511), (511, 0), (511, 511), (1, 31), (2, 32), (255, 256), (256, 255), (300, 0), (7, 511),
        (79, 191), (80, 192), (140, 250), (207, 319), (208, 320), (510, 97),
    ];

    private static readonly (int Row, int Column)[] FacePixels = [(0, 0), (127, 127), (64, 31), (1, 126)];

    [Theory]
    [ClassData(typeof(SimdWidthData))]
    [Trait("Category", SimdLevelTests.Kernels)]
    [Trait("Category", "Slow")]
    public void Every_part_equals_the_specification(SimdWidth width)
    {
        CharacterModel character = RandomCharacter.Create(3);
        AssertEqualsSpecification(character, RandomCharacter.CreatePose(4), width, tolerance: 2e-4);
    }

    [Theory]
    [ClassData(typeof(SimdWidthData))]
    [Trait("Category", SimdLevelTests.Kernels)]
    [Trait("Category", "Slow")]
    public void Arguments_beyond_the_fast_sine_are_still_right(SimdWidth width)
    {
        // With such biases every argument is an even number of half turns in float32, whose sine is 0: as if those channels were not there.
        const int Channels = 16;
        CharacterModel huge = RandomCharacter.Create(3);
        CharacterModel without = RandomCharacter.Create(3);
        float[] bias = huge.Weights.Face[StudentNetworks.Face[1].KeyPrefix + ".bias"].Values;
        float[] next = without.Weights.Face[StudentNetworks.Face[2].KeyPrefix + ".weight"].Values;
        for (int channel = 0; channel < Channels; channel++)
        {
            bias[channel] = 2.6e6f + (channel * 0.75f);
            for (int row = 0; row < StudentNetworks.Face[2].Outputs; row++)
            {
                next[(row * StudentNetworks.Face[2].Inputs) + channel] = 0f;
            }
        }

        float[] expected = RenderFace(without, width);
        float[] actual = RenderFace(huge, width);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Theory]
    [ClassData(typeof(SimdWidthData))]
    [Trait("Category", SimdLevelTests.Kernels)]
    [Trait("Category", "Slow")]
    public void Offsets_far_outside_the_picture_sample_its_border(SimdWidth width)
    {
        CharacterModel character = RandomCharacter.Create(5);
        float[] lastBias = character.Weights.Body["last_linear.bias"].Values;
        lastBias[0] = -8.7f;
        lastBias[1] = 1e30f;
        AssertEqualsSpecification(character, Pose.Rest, width, tolerance: 2e-4);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void The_number_of_threads_changes_no_bit()
    {
        CharacterModel character = RandomCharacter.Create(6);
        float[][] frames = [.. Enumerable.Range(1, 5).Select(threads => Render(character, RandomCharacter.CreatePose(1), threads))];
        Assert.All(frames, frame => Assert.Equal(frames[0], frame));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void A_frame_does_not_depend_on_the_frames_before_it()
    {
        CharacterModel character = RandomCharacter.Create(6);
        using var poser = new StudentPoser(character);
        var frame = new PosedFrame();
        Pose pose = RandomCharacter.CreatePose(1);
        Pose sameFace = pose.With("head_x", 0.3f);
        foreach (Pose earlier in (Pose[])[RandomCharacter.CreatePose(2), sameFace, pose, pose])
        {
            poser.Render(earlier, frame);
        }

        Assert.Equal(Render(character, pose, threads: 2), frame.Blended);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void A_warm_frame_allocates_nothing()
    {
        using var poser = new StudentPoser(RandomCharacter.Create(7));
        var frame = new PosedFrame(FrameParts.All);
        Pose[] poses = [.. Enumerable.Range(0, 4).Select(RandomCharacter.CreatePose)];
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

    /// <summary>With a pool for each poser there would be one more thread for each.</summary>
    [Fact]
    public void Many_posers_have_no_more_threads_than_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "It counts the threads in /proc.");
        CharacterModel character = RandomCharacter.Create(9);
        var posers = Enumerable.Range(0, 24).Select(_ => new StudentPoser(character, new StudentPoserOptions { Threads = 2 })).ToList();
        Draw(posers[0]);
        int before = EngineThreads();

        posers.ForEach(Draw);

        Assert.InRange(EngineThreads() - before, 0, 12); // Tests of the pool itself make some threads meanwhile.
        posers.ForEach(poser => poser.Dispose());

        static void Draw(StudentPoser poser) => poser.Render(RandomCharacter.CreatePose(1), PosedFrame.FaceOnly());
        static int EngineThreads() => Directory.GetDirectories("/proc/self/task").Count(task => NameOf(task).StartsWith("Bunraku engine", StringComparison.Ordinal));
        static string NameOf(string task)
        {
            try
            {
                return File.ReadAllText(Path.Combine(task, "comm"));
            }
            catch (IOException)
            {
                return ""; // It has ended.
            }
        }
    }

    [Fact]
    public void Options_that_the_machine_cannot_meet_are_bad_input()
    {
        CharacterModel character = RandomCharacter.Create(8);
        Assert.Throws<BadInputException>(() => new StudentPoser(character, new StudentPoserOptions { Threads = 0 }));
        Assert.Throws<BadInputException>(() => new StudentPoser(character, new StudentPoserOptions { Simd = (SimdWidth)1024 }));
    }

    private static float[] RenderFace(CharacterModel character, SimdWidth width)
    {
        using var poser = new StudentPoser(character, new StudentPoserOptions { Simd = width });
        PosedFrame frame = PosedFrame.FaceOnly();
        poser.Render(Pose.Rest, frame);
        return frame.Face;
    }

    private static float[] Render(CharacterModel character, Pose pose, int threads)
    {
        using var poser = new StudentPoser(character, new StudentPoserOptions { Threads = threads });
        var frame = new PosedFrame();
        poser.Render(pose, frame);
        return frame.Blended;
    }

    private static void AssertEqualsSpecification(CharacterModel character, Pose pose, SimdWidth width, double tolerance)
    {
        using var poser = new StudentPoser(character, new StudentPoserOptions { Simd = width });
        var frame = new PosedFrame(FrameParts.All);
        poser.Render(pose, frame);
        var reference = new ReferenceStudent(character, pose);
        foreach ((int row, int column) in Pixels)
        {
            double[] body = reference.BodyAt(row, column);
            AssertClose(body[..2], frame.GridChange, row, column, "grid change");
            AssertClose(body[2..3], frame.Alpha, row, column, "alpha");
            AssertClose(body[3..], frame.ColorChange, row, column, "colour change");
            AssertClose(reference.WarpedAt(row, column), frame.Warped, row, column, "warped");
            AssertClose(reference.BlendedAt(row, column), frame.Blended, row, column, "blended");
        }

        foreach ((int row, int column) in FacePixels)
        {
            AssertClose(reference.FaceAt(row, column), frame.Face, row, column, "face", FaceCrop.Student.Width);
        }

        void AssertClose(double[] expected, float[] planes, int row, int column, string part, int size = Size)
        {
            for (int channel = 0; channel < expected.Length; channel++)
            {
                float actual = planes[(((channel * size) + row) * size) + column];
                double allowed = tolerance * Math.Max(1, Math.Abs(expected[channel]));
                Assert.True(Math.Abs(actual - expected[channel]) <= allowed, $"{part}[{channel}] at {row}, {column}: {actual}, not {expected[channel]}");
            }
        }
    }
}
