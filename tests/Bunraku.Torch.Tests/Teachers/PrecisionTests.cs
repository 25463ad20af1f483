using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Teachers;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;
using Bunraku.Torch.Networks;
using Bunraku.Torch.Teachers;
using static TorchSharp.torch;
using CoreTensor = Bunraku.Core.Checkpoints.Tensor;

namespace Bunraku.Torch.Tests.Teachers;

/// <summary>The teacher in bfloat16. This processor need not have it: <see cref="TorchConvolutions"/> then computes the same numbers another way.</summary>
public sealed class PrecisionTests
{
    private static readonly TensorPlacement Single = new(CPU);

    public PrecisionTests() => LibTorch.Load();

    [Fact]
    public void Blocks_are_in_bfloat16_and_everything_around_them_in_float32() => TorchThread.Run(() =>
    {
        using NetworkWeights weights = Weights(Tha4Networks.Upscaler, ScalarType.BFloat16, out UNet net);
        using (net)
        {
            Assert.Equal(ScalarType.BFloat16, weights["body.up_blocks.0.upsample.conv0.weight"].dtype);
            Assert.Equal(ScalarType.BFloat16, weights["body.down_blocks.0.res_blocks.0.conv0.bias"].dtype);
            Assert.Equal(ScalarType.BFloat16, weights["body.first_conv.weight"].dtype);
            Assert.Equal(ScalarType.Float32, weights["body.last.2.weight"].dtype);
            Assert.Equal(ScalarType.Float32, weights["body.down_blocks.0.res_blocks.0.norm0.weight"].dtype);
        }
    });

    /// <summary>Each layer rounds to 8 bits, an error of 0.2 % on average, and weights drawn at random exaggerate it; weights or scales of another layer give 100 %.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_network_yields_nearly_the_same_in_both_and_its_result_is_float32(bool isBody)
    {
        (ScalarType type, float error) = TorchThread.Run(() =>
        {
            using var scope = NewDisposeScope();
            using IDisposable noGradient = no_grad();
            (Tensor exact, Tensor reduced) = (Apply(isBody, ScalarType.Float32), Apply(isBody, ScalarType.BFloat16));
            return (reduced.dtype, ((reduced - exact).norm() / exact.norm()).item<float>());
        });

        TestContext.Current.TestOutputHelper?.WriteLine($"error {error:0.0000}");
        Assert.Equal(ScalarType.Float32, type);
        Assert.InRange(error, 1e-4f, 0.06f);
    }

    [Fact]
    public void The_first_picture_decides_and_the_other_networks_are_let_go_of()
    {
        TeacherNetworkSet exact = SyntheticTeacher.Create(TeacherFamily.Tha4, Single), far = SyntheticTeacher.Create(TeacherFamily.Tha4, Single.WithBFloat16), near = SyntheticTeacher.Create(TeacherFamily.Tha4, Single.WithBFloat16);
        using var refusing = new TeacherSystem(exact, notice: null, far, (_, _, _) => Phrase.Of("too far"));
        refusing.Open(SomePicture()).Dispose();
        refusing.Open(SomePicture()).Dispose();
        Assert.False(refusing.IsBFloat16);
        Assert.Equal("too far", refusing.Notice?.ToString());
        Assert.Throws<ObjectDisposedException>(far.ThrowIfDisposed);

        using var taking = new TeacherSystem(exact, notice: null, near, (_, _, _) => null);
        Assert.False(taking.IsBFloat16);
        taking.Open(SomePicture()).Dispose();
        Assert.True(taking.IsBFloat16);
        Assert.Null(taking.Notice);
        Assert.Throws<ObjectDisposedException>(exact.ThrowIfDisposed);
    }

    [Theory]
    [InlineData(0.01f, 46.02)]
    [InlineData(0.02f, 40)]
    public void Decibels_are_those_of_the_pixels_that_can_be_seen(float difference, double expected)
    {
        // Four channels of two pixels, the second of which is transparent.
        var picture = new CoreTensor([4, 1, 2], [0, 0, 0, 0, 0, 0, 1, -1]);
        var other = new CoreTensor([4, 1, 2], [difference, 1, difference, 1, difference, 1, 1 - difference, -1]);

        Assert.Equal(expected, PrecisionCheck.Decibels(picture, other), 0.01);
        Assert.Equal(double.PositiveInfinity, PrecisionCheck.Decibels(picture, picture));
    }

    private static Tensor Apply(bool isBody, ScalarType blocks)
    {
        const int Size = 64;
        Tensor picture = arange(4 * Size * Size, ScalarType.Float32).mul_(0.0137f).sin_().view(1, 4, Size, Size);
        if (!isBody)
        {
            using var face = new NetworkWeights(SyntheticTeacher.Weights(Tha4Networks.EyebrowDecomposer), Single);
            face.ConvertBlocks(blocks);
            return new EyebrowDecomposer(face).Apply(picture).EyebrowColorChange;
        }

        using NetworkWeights weights = Weights(Tha4Networks.Upscaler, blocks, out UNet net);
        using (net)
        {
            return net.Finish(net.Begin(picture), net.Condition(tensor([0.5f, -1, 0, 0.25f, 0, 1]).view(1, 6)));
        }
    }

    private static NetworkWeights Weights(TeacherNetwork network, ScalarType blocks, out UNet net)
    {
        var weights = new NetworkWeights(SyntheticTeacher.Weights(network), Single);
        net = new UNet(weights, baseWidth: 32, levels: 6);
        weights.ConvertBlocks(blocks);
        return weights;
    }

    private static CharacterPicture SomePicture() => new([.. Enumerable.Range(0, 4 * CharacterPicture.Size * CharacterPicture.Size).Select(i => MathF.Sin(i * 1e-4f))]);
}
