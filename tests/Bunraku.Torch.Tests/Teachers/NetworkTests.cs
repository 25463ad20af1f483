using Bunraku.Core.Teachers;
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
    public static TheoryData<string> Families => [.. TeacherFamily.All.Select(family => family.Name)];

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_network_alone_is_golden_in_float32(string family) => AssertAreGolden(TeacherFamily.Find(family), ScalarType.Float32);

    /// <summary>Those of THA3 pass in float64 as parts of the whole chain.</summary>
    [Fact]
    public void Every_network_of_tha4_alone_is_golden_in_float64() => AssertAreGolden(TeacherFamily.Tha4, ScalarType.Float64);

    private static void AssertAreGolden(TeacherFamily family, ScalarType type)
    {
        bool isKept = family == TeacherFamily.Tha4 && type == ScalarType.Float32;
        TeacherNetworkSet networks = isKept ? SyntheticTeacher.Networks : SyntheticTeacher.Create(family, type);
        Assert.All(family.Networks, network => AssertIsGolden(network.Name, networks, isDouble: type == ScalarType.Float64));
        if (!isKept)
        {
            networks.Dispose();
        }
    }

    private static void AssertIsGolden(string network, TeacherNetworkSet networks, bool isDouble) => TorchThread.Run(() =>
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        var golden = new NetworkGolden(networks.Family, network);
        IReadOnlyList<Tensor> outputs = Apply(network, networks, golden);
        Assert.Equal(outputs.Count, golden.Outputs().Count());
        int first = golden.Outputs().First().Index;
        foreach ((int index, GoldenArray values, int step, (double Maximum, double Mean) tolerance) in golden.Outputs())
        {
            (double maximum, double mean) = isDouble ? (golden.DoubleTolerance, golden.DoubleTolerance) : tolerance;
            Deviation.Of(outputs[index - first], values, step).AssertWithin(maximum, mean, $"{networks.Family}, {network}, output {index}");
        }
    });

    private static IReadOnlyList<Tensor> Apply(string network, TeacherNetworkSet networks, NetworkGolden golden)
    {
        switch (network)
        {
            case TeacherNetworkNames.EyebrowDecomposer:
                return networks.Decomposer.Apply(Input("image")).Tensors;
            case TeacherNetworkNames.EyebrowMorphingCombiner:
                (Tensor background, Tensor eyebrows) = (Input("background_layer"), Input("eyebrow_layer"));
                CombinerOutputs combined = networks.Combiner.Apply(networks.Combiner.Encode(background, eyebrows), background, eyebrows, Input("pose"));
                Tensor alpha = networks.Combiner.CombineAlpha(combined);
                return [BlendColors(alpha, combined.Morphed, background), alpha, .. combined.Tensors.Take(6)];
            case TeacherNetworkNames.FaceMorpher:
                Tensor face = Input("image");
                IReadOnlyList<Tensor> outputs = networks.Face.Apply(networks.Face.Encode(face), face, Input("pose")).Tensors;
                return [.. outputs.Take(networks.Family.Outputs.Count(output => output.Part == TeacherPart.FaceMorpher))];
            case TeacherNetworkNames.Rotator:
                Rotator rotator = ((Tha3BodyNetworks)networks.Body).Rotator;
                RotatorOutputs rotated = rotator.Apply(Input("image"), Input("pose"));
                return [rotator.Direct(rotated), rotated.Warped, rotated.GridChange];
            case TeacherNetworkNames.Editor:
                return ((Tha3BodyNetworks)networks.Body).Editor.Apply(Input("input_original_image"), Input("input_warped_image"), Input("input_grid_change"), Input("pose")).Tensors;
            case TeacherNetworkNames.BodyMorpher:
                BodyMorpher body = ((Tha4BodyNetworks)networks.Body).Body;
                return body.Apply(Input("image"), body.Condition(Input("pose"))).Tensors;
            default:
                Upscaler upscaler = ((Tha4BodyNetworks)networks.Body).Upscaler;
                return upscaler.Apply(Input("rest_image"), Input("coarse_posed_image"), Input("coarse_grid_change"), upscaler.Condition(Input("pose"))).Tensors;
        }

        Tensor Input(string name)
        {
            (long[] shape, float[] values) = golden.Input(name);
            return TensorTransfer.ToTensor(values, shape, networks.Placement);
        }
    }
}
