using System.Diagnostics;
using System.Globalization;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Core.Teachers;
using Bunraku.Torch.Teachers;
using Bunraku.Torch.Tests.Native;

namespace Bunraku.Torch.Tests.Teachers;

/// <summary>What a poser computes and what it keeps.</summary>
[Collection(Alone.Name)]
public sealed class TeacherPoserTests : IDisposable
{
    /// <summary>How many poses the memory is watched for; a leak that a few do not show, a thousand do.</summary>
    private const string PosesVariable = "BUNRAKU_TEACHER_POSES";

    private const int FacesPerPose = 8;

    /// <summary>The runtime's own memory goes up and down by 5 MB. A leak of one picture of 192 x 192 with every pose exceeds it.</summary>
    private const long MaximumBytesLeaked = 8L << 20;

    /// <summary>By how much the process may be larger: pages that a few living blocks hold, and where free memory is not given back on demand, what is kept of it.</summary>
    private static readonly long MaximumBytesGrown = (OperatingSystem.IsLinux() ? 64L : 256L) << 20;

    /// <summary>The most that the process may ever have held, free memory that the C library keeps included.</summary>
    private const long MaximumBytesAtPeak = 4L << 30;

    private static readonly Pose Start = Pose.Rest.With("mouth_aaa", 0.5f).With("eyebrow_angry_left", 0.25f).With("head_y", -0.25f);

    private readonly TeacherPoser _poser = new(SyntheticTeacher.Networks, SomePicture());

    public void Dispose() => _poser.Dispose();

    [Fact]
    public void Only_the_stages_whose_parameters_changed_run_again_and_the_frame_is_that_of_a_fresh_poser()
    {
        var frame = new PosedFrame();

        _poser.Render(Start, frame);
        Assert.Equal(new StageRuns(1, 1, 1, 1, 1, 1, 1, 1), _poser.Runs);

        _poser.Render(Start, frame);
        Assert.Equal(new StageRuns(1, 1, 1, 1, 1, 1, 1, 1), _poser.Runs);

        Pose eyebrows = Start.With("eyebrow_angry_left", 1);
        _poser.Render(eyebrows, frame);
        Assert.Equal(new StageRuns(1, 1, Combiner: 2, FaceEncoder: 2, Face: 2, 1, Body: 2, Upscaler: 2), _poser.Runs);

        Pose mouth = eyebrows.With("mouth_aaa", 1);
        _poser.Render(mouth, Output("body_alpha"));
        Assert.Equal(new StageRuns(1, 1, 2, 2, Face: 3, 1, Body: 3, Upscaler: 2), _poser.Runs);

        // The face is kept from an output that was asked for alone.
        Pose head = mouth.With("head_y", 0.5f);
        _poser.Render(head, frame);
        Assert.Equal(new StageRuns(1, 1, 2, 2, 3, Conditions: 2, Body: 4, Upscaler: 3), _poser.Runs);

        using var other = new TeacherPoser(SyntheticTeacher.Networks, SomePicture());
        var fresh = new PosedFrame();
        other.Render(head, fresh);
        Assert.True(frame.Blended.AsSpan().SequenceEqual(fresh.Blended));
    }

    [Fact]
    public void A_face_alone_needs_no_network_of_the_body()
    {
        PosedFrame face = PosedFrame.FaceOnly();

        _poser.Render(Start, face);
        _poser.Render(Start.With("head_y", 1), face);

        Assert.Equal(new StageRuns(1, 1, 1, 1, 1, 0, 0, 0), _poser.Runs);
    }

    [Theory]
    [InlineData("decomposer_eyebrow_layer", 1, 0, 0, 0, 0)]
    [InlineData("combiner_combine_alpha", 1, 1, 0, 0, 0)]
    [InlineData("face_eye_alpha", 1, 1, 1, 0, 0)]
    [InlineData("face_morphed_full", 1, 1, 1, 0, 0)]
    [InlineData("body_alpha", 1, 1, 1, 1, 0)]
    public void An_output_needs_no_more_than_the_stages_before_it(string name, int decomposer, int combiner, int face, int body, int upscaler)
    {
        TeacherOutput output = Output(name);

        Core.Checkpoints.Tensor tensor = _poser.Render(Start, output);

        Assert.Equal([output.Channels, output.Size, output.Size], tensor.Shape);
        Assert.Equal((decomposer, combiner, face, body, upscaler), (_poser.Runs.Decomposer, _poser.Runs.Combiner, _poser.Runs.Face, _poser.Runs.Body, _poser.Runs.Upscaler));
    }

    [Fact]
    public void Two_pictures_side_by_side_do_not_mix()
    {
        using var other = new TeacherPoser(SyntheticTeacher.Networks, new CharacterPicture([.. SomePicture().Values.Select(value => -value)]));
        PosedFrame first = PosedFrame.FaceOnly(), second = PosedFrame.FaceOnly(), again = PosedFrame.FaceOnly();

        _poser.Render(Start, first);
        other.Render(Start, second);
        _poser.Render(Start, again);

        Assert.NotEqual(first.Face, second.Face);
        Assert.Equal(first.Face, again.Face);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void What_is_not_a_number_is_an_error_and_no_picture(float value)
    {
        float[] values = [.. SomePicture().Values];
        values[(100 * CharacterPicture.Size) + 250] = value; // In the eyebrows' crop.
        using var poser = new TeacherPoser(SyntheticTeacher.Networks, new CharacterPicture(values));

        string message = Assert.Throws<BadInputException>(() => poser.Render(Start, PosedFrame.FaceOnly())).Message;
        Assert.Contains("tha4 (cpu) has values that are not numbers", message, StringComparison.Ordinal);
        Assert.Throws<BadInputException>(() => poser.Render(Start, Output("face_output_image")));
    }

    [Fact]
    public void Memory_stays_flat_over_many_poses()
    {
        int poses = int.Parse(Environment.GetEnvironmentVariable(PosesVariable) ?? "2", CultureInfo.InvariantCulture);
        var random = new Random(7);
        MemoryUse.ForgetPeak();
        PoseMany(1, random);
        MemoryUse before = MemoryUse.Now();

        PoseMany(poses, random);

        MemoryUse after = MemoryUse.Now();
        using var process = Process.GetCurrentProcess();
        long peak = Math.Max(process.PeakWorkingSet64, after.BytesResident); // Not every system knows the peak.
        TestContext.Current.TestOutputHelper?.WriteLine($"{poses} poses, {poses * FacesPerPose} of the face alone. Before: {before}; after: {after}; at most {peak >> 20} MB resident.");
        Assert.Equal(before.Tensors, after.Tensors);
        Assert.InRange(after.BytesInUse - before.BytesInUse, long.MinValue, MaximumBytesLeaked);
        Assert.InRange(after.BytesResident - before.BytesResident, long.MinValue, MaximumBytesGrown);
        Assert.InRange(peak, 1, MaximumBytesAtPeak);
    }

    /// <summary>Whole poses, in every second of which only the body is new, and after each some of the face alone.</summary>
    private void PoseMany(int count, Random random)
    {
        PosedFrame frame = new(FrameParts.All), face = PosedFrame.FaceOnly();
        Pose pose = NextPose(random);
        for (int i = 0; i < count; i++)
        {
            _poser.Render(i % 2 == 0 ? pose : pose.With("head_y", random.NextSingle()), frame);
            for (int j = 0; j < FacesPerPose; j++)
            {
                pose = NextPose(random);
                _poser.Render(pose, face);
            }
        }
    }

    private static TeacherOutput Output(string name) => TeacherFamily.Tha4.Output(name);

    private static Pose NextPose(Random random) => Pose.FromValues([.. PoseParameters.All.Select(_ => random.NextSingle())]);

    private static CharacterPicture SomePicture()
    {
        float[] values = new float[4 * CharacterPicture.Size * CharacterPicture.Size];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = MathF.Sin(i * 0.0137f);
        }

        return new CharacterPicture(values);
    }
}
