using System.Diagnostics.CodeAnalysis;
using Bunraku.Conv.Outputs;
using Bunraku.Conv.Tests.Golden;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Core.Poses;
using Bunraku.TestSupport;

namespace Bunraku.Conv.Tests;

[Trait("Category", "Slow")]
public sealed class SeparablePoserTests(SeparablePoserTests.Posers posers) : IClassFixture<SeparablePoserTests.Posers>
{
    private static readonly SeparableOutput[] Kinds =
        [SeparableOutput.Posed, SeparableOutput.EditorWarped, SeparableOutput.RotatorDirect, SeparableOutput.FaceEyeAlpha, SeparableOutput.CombinerEyebrow, SeparableOutput.FaceMorphed];

    [Fact]
    public void A_frame_depends_neither_on_the_frames_before_nor_on_the_number_of_threads()
    {
        Pose head = Pose.Default.With("head_y", 0.5f), eyes = head.With("eye_wink_left", 1f), brows = eyes.With("eyebrow_happy_left", 1f);
        var fresh = new SeparableFrame(Kinds);
        var frame = new SeparableFrame(Kinds);
        foreach (Pose pose in (Pose[])[brows, eyes, head])
        {
            posers.Fresh.SetPicture(Posers.Picture);
            posers.Fresh.Render(pose, fresh);
            posers.Warm.Render(pose, frame);
            Assert.All(Kinds, kind => Assert.Equal(fresh[kind], frame[kind]));
        }
    }

    [Fact]
    public void What_a_later_frame_asks_for_in_addition_is_computed()
    {
        Pose pose = Pose.Default.With("body_y", -0.5f);
        var face = new SeparableFrame(SeparableOutput.Face);
        var all = new SeparableFrame(Enum.GetValues<SeparableOutput>());
        posers.Warm.Render(pose, face);
        posers.Warm.Render(pose, all);
        posers.Fresh.SetPicture(Posers.Picture);
        var fresh = new SeparableFrame(Enum.GetValues<SeparableOutput>());
        posers.Fresh.Render(pose, fresh);

        Assert.Equal(face[SeparableOutput.Face], all[SeparableOutput.Face]);
        Assert.All(Enum.GetValues<SeparableOutput>(), output => Assert.Equal(fresh[output], all[output]));
    }

    [Fact]
    public void Another_picture_changes_the_frame()
    {
        var frame = new SeparableFrame(SeparableOutput.Posed, SeparableOutput.DecomposerEyebrowLayer);
        posers.Fresh.SetPicture(Posers.Picture);
        posers.Fresh.Render(Pose.Default, frame);
        float[] eyebrows = [.. frame[SeparableOutput.DecomposerEyebrowLayer]], posed = [.. frame[SeparableOutput.Posed]];
        posers.Fresh.SetPicture([.. Posers.Picture.Select(value => -value)]);
        posers.Fresh.Render(Pose.Default, frame);

        Assert.NotEqual(eyebrows, frame[SeparableOutput.DecomposerEyebrowLayer]);
        Assert.NotEqual(posed, frame[SeparableOutput.Posed]);
    }

    [Fact]
    public void A_warm_frame_allocates_nothing()
    {
        Pose first = Pose.Default, second = Pose.Default.With("mouth_aaa", 0.5f).With("head_x", 0.5f);
        var frame = new SeparableFrame(SeparableOutput.Posed);
        posers.Warm.Render(first, frame);
        posers.Warm.Render(second, frame);
        long before = GC.GetAllocatedBytesForCurrentThread();
        posers.Warm.Render(first, frame);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Weights_of_another_shape_and_missing_ones_are_named()
    {
        string missing = Fails(tensors => tensors.Where(tensor => tensor.Key != "body.bottleneck_blocks.3.resnet_path.3.1.weight"));
        Assert.StartsWith("The weights of editor have no tensor body.bottleneck_blocks.3.resnet_path.3.1.weight.", missing, StringComparison.Ordinal);

        string reshaped = Fails(tensors => tensors.Select(tensor => tensor.Key == "alpha_creator.0.bias" ? new(tensor.Key, new Tensor([1], [0f])) : tensor));
        Assert.StartsWith("The tensor alpha_creator.0.bias of editor has the shape [1], but [4] was expected.", reshaped, StringComparison.Ordinal);

        BadInputException absent = Assert.Throws<BadInputException>(() => new SeparableWeights(new Dictionary<string, StateDict>()));
        Assert.StartsWith("The weights of the network eyebrow_decomposer are missing.", absent.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_give_no_numbers_are_an_error_and_so_is_a_disposed_poser()
    {
        using var poser = new SeparablePoser(
            Changed("eyebrow_decomposer", tensors => tensors.Select(tensor =>
                tensor.Key == "eyebrow_layer_alpha.0.bias" ? new(tensor.Key, new Tensor([1], [float.NaN])) : tensor)),
            Posers.Picture);
        var frame = new SeparableFrame(SeparableOutput.DecomposerEyebrowLayer);
        Assert.Throws<BadInputException>(() => poser.Render(Pose.Rest, frame));
        Assert.Throws<BadInputException>(() => poser.Render(Pose.Rest, frame));
        poser.Dispose();
        Assert.Throws<ObjectDisposedException>(() => poser.Render(Pose.Rest, frame));
        Assert.Throws<ObjectDisposedException>(() => poser.SetPicture(Posers.Picture));
    }

    [Fact]
    public void An_output_that_was_not_asked_for_is_named()
    {
        var frame = new SeparableFrame(SeparableOutput.Posed);
        Assert.Contains("Face", Assert.Throws<ArgumentException>(() => frame[SeparableOutput.Face]).Message, StringComparison.Ordinal);
    }

    private static string Fails(Func<IEnumerable<KeyValuePair<string, Tensor>>, IEnumerable<KeyValuePair<string, Tensor>>> change) =>
        Assert.Throws<BadInputException>(() => new SeparablePoser(Changed("editor", change), Posers.Picture)).Message;

    private static SeparableWeights Changed(string network, Func<IEnumerable<KeyValuePair<string, Tensor>>, IEnumerable<KeyValuePair<string, Tensor>>> change) =>
        new(RecipeWeights.Networks.ToDictionary(entry => entry.Key, entry => entry.Key == network ? new StateDict(change(entry.Value.Entries)) : entry.Value));

    /// <summary>Posers for all tests, because each has to pack its weights.</summary>
    [SuppressMessage("Design", "CA1034:Nested types should not be visible", Justification = "A fixture of this class alone.")]
    public sealed class Posers : IDisposable
    {
        public static float[] Picture { get; } = SeparableGolden.Load(Path.Combine(TestData.Koito, "character.png"));

        /// <summary>One thread; its picture is set before each frame.</summary>
        public SeparablePoser Fresh { get; } = new(RecipeWeights.Weights, Picture, new SeparablePoserOptions { Threads = 1 });

        /// <summary>Three threads.</summary>
        public SeparablePoser Warm { get; } = new(RecipeWeights.Weights, Picture, new SeparablePoserOptions { Threads = 3 });

        public void Dispose()
        {
            Fresh.Dispose();
            Warm.Dispose();
        }
    }
}
