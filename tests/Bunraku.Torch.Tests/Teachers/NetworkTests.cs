using Bunraku.TestSupport;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;
using Bunraku.Torch.Networks;
using Bunraku.Torch.Teachers;
using Bunraku.Torch.Tests.Golden;
using static Bunraku.Torch.Networks.PictureOperations;
using static TorchSharp.torch;

namespace Bunraku.Torch.Tests.Teachers;

/// <summary>Every network alone, on inputs that every language computes alike.</summary>
[Trait("Category", SharedData.Golden)]
public sealed class NetworkTests
{
    private static readonly string[] Names = ["eyebrow_decomposer", "eyebrow_morphing_combiner", "face_morpher", "body_morpher", "upscaler"];

    public static TheoryData<string> Networks => [.. Names];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Network_alone_is_golden_in_float32(string network) => AssertIsGolden(network, SyntheticTeacher.Networks, isDouble: false);

    [Fact]
    public void Every_network_alone_is_golden_in_float64()
    {
        using TeacherNetworkSet networks = SyntheticTeacher.Create(ScalarType.Float64);
        Assert.All(Names, network => AssertIsGolden(network, networks, isDouble: true));
    }

    private static void AssertIsGolden(string network, TeacherNetworkSet networks, bool isDouble) => TorchThread.Run(() =>
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        var golden = new NetworkGolden(network);
        IReadOnlyList<Tensor> outputs = Apply(network, networks, golden);
        Assert.Equal(outputs.Count, golden.Outputs().Count());
        int first = golden.Outputs().First().Index;
        foreach ((int index, GoldenArray values, int step, (double Maximum, double Mean) tolerance) in golden.Outputs())
        {
            (double maximum, double mean) = isDouble ? (golden.DoubleTolerance, golden.DoubleTolerance) : tolerance;
            Deviation.Of(outputs[index - first], values, step).AssertWithin(maximum, mean, $"{network}, output {index}");
        }
    });

    private static IReadOnlyList<Tensor> Apply(string network, TeacherNetworkSet networks, NetworkGolden golden)
    {
        switch (network)
        {
            case "eyebrow_decomposer":
                return networks.Decomposer.Apply(Input("image")).Tensors;
            case "eyebrow_morphing_combiner":
                (Tensor background, Tensor eyebrows) = (Input("background_layer"), Input("eyebrow_layer"));
                CombinerOutputs combined = networks.Combiner.Apply(networks.Combiner.Encode(background, eyebrows), background, eyebrows, Input("pose"));
                Tensor alpha = networks.Combiner.CombineAlpha(combined);
                return [BlendColors(alpha, combined.Morphed, background), alpha, .. combined.Tensors.Take(6)];
            case "face_morpher":
                Tensor face = Input("image");
                return networks.Face.Apply(networks.Face.Encode(face), face, Input("pose")).Tensors;
            case "body_morpher":
                return networks.Body.Apply(Input("image"), networks.Body.Condition(Input("pose"))).Tensors;
            default:
                return networks.Upscaler.Apply(Input("rest_image"), Input("coarse_posed_image"), Input("coarse_grid_change"), networks.Upscaler.Condition(Input("pose"))).Tensors;
        }

        Tensor Input(string name)
        {
            (long[] shape, float[] values) = golden.Input(name);
            return TensorTransfer.ToTensor(values, shape, networks.Placement);
        }
    }
}
