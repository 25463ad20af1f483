using System.Globalization;
using Bunraku.Core.Characters;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Core.Teachers;
using Bunraku.Torch.Native;
using Bunraku.Torch.Teachers;
using TorchSharp;

namespace Bunraku.Torch.Tests.Teachers;

/// <summary>What a poser computes and what it keeps.</summary>
public sealed class TeacherPoserTests : IDisposable
{
    /// <summary>How many poses the memory is watched for; a leak that a few do not show, a thousand do.</summary>
    private const string PosesVariable = "BUNRAKU_TEACHER_POSES";

    private static readonly Pose Start = Pose.Rest.With("mouth_aaa", 0.5f).With("eyebrow_angry_left", 0.25f).With("head_y", -0.25f);

    private readonly TeacherPoser _poser = new(SyntheticTeacher.Networks, SomePicture());

    public void Dispose() => _poser.Dispose();

    [Fact]
    public void Only_the_stages_whose_parameters_changed_run_again()
    {
        var frame = new PosedFrame();

        _poser.Render(Start, frame);
        Assert.Equal(new StageRuns(1, 1, 1, 1, 1, 1, 1, 1), _poser.Runs);

        _poser.Render(Start, frame);
        Assert.Equal(new StageRuns(1, 1, 1, 1, 1, 1, 1, 1), _poser.Runs);

        _poser.Render(Start.With("head_y", 0.5f), frame);
        Assert.Equal(new StageRuns(1, 1, 1, 1, 1, Conditions: 2, Body: 2, Upscaler: 2), _poser.Runs);

        Pose mouth = Start.With("head_y", 0.5f).With("mouth_aaa", 1);
        _poser.Render(mouth, frame);
        Assert.Equal(new StageRuns(1, 1, 1, 1, Face: 2, Conditions: 2, Body: 3, Upscaler: 3), _poser.Runs);

        _poser.Render(mouth.With("eyebrow_angry_left", 1), frame);
        Assert.Equal(new StageRuns(1, 1, Combiner: 2, FaceEncoder: 2, Face: 3, Conditions: 2, Body: 4, Upscaler: 4), _poser.Runs);
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
        TeacherOutput output = TeacherOutputs.All.Single(output => output.Name == name);

        Core.Checkpoints.Tensor tensor = _poser.Render(Start, output);

        Assert.Equal([output.Channels, output.Size, output.Size], tensor.Shape);
        Assert.Equal((decomposer, combiner, face, body, upscaler), (_poser.Runs.Decomposer, _poser.Runs.Combiner, _poser.Runs.Face, _poser.Runs.Body, _poser.Runs.Upscaler));
    }

    [Fact]
    public void What_was_kept_gives_the_same_frame_as_a_fresh_poser()
    {
        PosedFrame kept = new(), fresh = new();
        _poser.Render(Start.With("mouth_aaa", 0).With("eyebrow_angry_left", 1), kept);
        _poser.Render(Start.With("head_y", 1), kept);

        _poser.Render(Start, kept);

        using var other = new TeacherPoser(SyntheticTeacher.Networks, SomePicture());
        other.Render(Start, fresh);
        Assert.True(kept.Blended.AsSpan().SequenceEqual(fresh.Blended));
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

    [Fact]
    public void Memory_stays_flat_over_many_poses()
    {
        int poses = int.Parse(Environment.GetEnvironmentVariable(PosesVariable) ?? "3", CultureInfo.InvariantCulture);
        var frame = new PosedFrame(FrameParts.All);
        var random = new Random(7);
        for (int i = 0; i < 2; i++)
        {
            _poser.Render(NextPose(random), frame);
        }

        (long tensors, long bytes) = (TensorsAlive(), BytesResident());
        for (int i = 0; i < poses; i++)
        {
            _poser.Render(NextPose(random), frame);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{poses} poses: {tensors} tensors before, {TensorsAlive()} after; {bytes >> 20} MB before, {BytesResident() >> 20} after.");
        Assert.Equal(tensors, TensorsAlive());
        Assert.InRange(BytesResident() - bytes, long.MinValue, 256L << 20);
    }

    private static Pose NextPose(Random random) => Pose.FromValues([.. PoseParameters.All.Select(_ => random.NextSingle())]);

    private static long TensorsAlive() => TorchThread.Run(() => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);

    private static long BytesResident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Environment.WorkingSet;
    }

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
