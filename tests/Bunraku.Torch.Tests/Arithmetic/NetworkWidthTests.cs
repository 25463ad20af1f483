using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Teachers;
using Bunraku.Torch.Arithmetic;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;
using Bunraku.Torch.Networks;
using Bunraku.Torch.Teachers;
using static TorchSharp.torch;

namespace Bunraku.Torch.Tests.Arithmetic;

/// <summary>What the networks really ask of libtorch.</summary>
public sealed class NetworkWidthTests
{
    private static readonly TensorPlacement Single = new(CPU);

    [Fact]
    public void Every_convolution_of_every_network_has_whole_blocks_of_inputs_and_is_proved()
    {
        HashSet<ConvolutionCase> seen = Record(Single).Seen;

        Assert.True(seen.Count > 50, $"Only {seen.Count} kinds of convolutions were seen.");
        Assert.All(seen, convolution => Assert.True(convolution.Inputs % 16 == 0, convolution.Name));
        Assert.Equal(seen.Select(convolution => convolution.Name).Order(), ProofCases.Of(ProofSubject.Teacher, 16, mostOutputs: int.MaxValue).Select(proof => proof.Name).Order());
        Assert.Subset(ProofCases.Of(ProofSubject.Teacher, 16, mostOutputs: int.MaxValue).OfType<ConvolutionCase>().ToHashSet(), seen);
    }

    [Fact]
    public void Every_convolution_that_is_computed_in_bfloat16_is_proved_in_it_and_no_other()
    {
        HashSet<ConvolutionCase> seen = Record(Single.WithBFloat16).SeenReduced;

        Assert.True(seen.Count > 30, $"Only {seen.Count} kinds of convolutions were seen.");
        Assert.Equal(
            seen.Select(convolution => convolution.Name).Order(),
            ProofCases.Of(ProofSubject.Teacher, 16, mostOutputs: int.MaxValue, ofBlocks: true).Select(proof => proof.Name).Order());
    }

    [Fact]
    public void A_processor_that_spoils_blocks_that_are_not_full_changes_no_picture()
    {
        EyebrowCombiner right = SyntheticTeacher.Networks.Combiner;
        Assert.True(DifferenceTo(right, FaultyConvolutions.InPartOfABlock(1)) > 0.01, "The fault does not show without padding, so this test could not fail.");
        Assert.Equal(0, DifferenceTo(right, FaultyConvolutions.InPartOfABlock(16)));
    }

    private static RecordedConvolutions Record(TensorPlacement placement)
    {
        LibTorch.Load();
        var recorded = new RecordedConvolutions(TorchConvolutions.Of(placement).InputMultiple);
        foreach (TeacherFamily family in TeacherFamily.All)
        {
            using TeacherNetworkSet networks = SyntheticTeacher.Create(family, placement, convolutions: recorded);
            using var poser = new TeacherPoser(networks, new CharacterPicture(new float[4 * CharacterPicture.Size * CharacterPicture.Size]));
            foreach (TeacherOutput output in family.Outputs)
            {
                poser.Render(Pose.Rest, output);
            }
        }

        return recorded;
    }

    private static float DifferenceTo(EyebrowCombiner right, IConvolutions convolutions) => TorchThread.Run(() =>
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        using var weights = new NetworkWeights(SyntheticTeacher.Weights(Tha4Networks.EyebrowMorphingCombiner), Single, convolutions: convolutions);
        using var combiner = new EyebrowCombiner(weights, Single);
        using var numbers = new ProofNumbers(140_000, Single);
        Tensor background = numbers.Take([1, 4, 128, 128], 0);
        Tensor eyebrows = numbers.Take([1, 4, 128, 128], 70_000);
        Tensor pose = numbers.Take([1, 12], 139_000);
        return (Apply(combiner) - Apply(right)).abs().max().item<float>();

        Tensor Apply(EyebrowCombiner network) => network.Apply(network.Encode(background, eyebrows), background, eyebrows, pose).Picture;
    });
}
