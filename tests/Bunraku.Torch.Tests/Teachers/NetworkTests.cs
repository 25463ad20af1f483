using System.Globalization;
using System.Text.Json;
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

/// <summary>Every network alone, on inputs that the original made.</summary>
[Trait("Category", SharedData.Golden)]
public sealed class NetworkTests
{
    private readonly TeacherGolden _golden;
    private readonly TeacherNetworkSet _networks = SyntheticTeacher.Networks;

    public NetworkTests()
    {
        using JsonDocument index = TeacherGolden.Parse("stage_inputs", "index.json");
        string name = index.RootElement.GetProperty("case").GetString()!;
        _golden = TeacherGolden.ReadAll().Single(golden => golden.Name == name);
    }

    [Fact]
    public void Eyebrow_decomposer_alone_is_golden() => AssertIsGolden(27, () => _networks.Decomposer.Apply(Crop(Picture(), 64, 192, 128)).Tensors);

    [Fact]
    public void Eyebrow_combiner_alone_is_golden() => AssertIsGolden(19, () =>
    {
        (Tensor background, Tensor eyebrows) = (Stage(30), Stage(27));
        CombinerOutputs outputs = _networks.Combiner.Apply(_networks.Combiner.Encode(background, eyebrows), background, eyebrows, Values(PoseParts.Eyebrows(_golden.Pose)));
        Tensor alpha = _networks.Combiner.CombineAlpha(outputs);
        return [BlendColors(alpha, outputs.Morphed, background), alpha, .. outputs.Tensors.Take(6)];
    });

    [Fact]
    public void Face_morpher_alone_is_golden() => AssertIsGolden(11, () =>
    {
        Tensor face = Crop(Picture(), 32, 160, 192).clone();
        Crop(face, 32, 32, 128).copy_(Stage(21));
        return _networks.Face.Apply(_networks.Face.Encode(face), face, Values(PoseParts.Face(_golden.Pose))).Tensors;
    });

    [Fact]
    public void Body_morpher_alone_is_golden() =>
        AssertIsGolden(6, () => _networks.Body.Apply(Halve(FaceMorphed()), _networks.Body.Condition(Values(PoseParts.Rotation(_golden.Pose)))).Tensors);

    [Fact]
    public void Upscaler_alone_is_golden() => AssertIsGolden(0, () =>
        _networks.Upscaler.Apply(FaceMorphed(), Double(Stage(6)), Double(Stage(9)), _networks.Upscaler.Condition(Values(PoseParts.Rotation(_golden.Pose)))).Tensors);

    private void AssertIsGolden(int first, Func<IReadOnlyList<Tensor>> apply) => TorchThread.Run(() =>
    {
        using IDisposable noGradient = no_grad();
        using var scope = NewDisposeScope();
        IReadOnlyDictionary<int, (double Maximum, double Mean)> tolerances = Tolerances.Isolated();
        IReadOnlyList<Tensor> outputs = apply();
        int compared = 0;
        foreach ((TeacherOutput output, GoldenArray values, int step) in _golden.Outputs().Where(entry => entry.Output.Index >= first && entry.Output.Index < first + outputs.Count))
        {
            (double maximum, double mean) = tolerances[output.Index];
            Deviation.Of(outputs[output.Index - first], values, step).AssertWithin(maximum, mean, output.Name);
            compared++;
        }

        Assert.Equal(outputs.Count, compared);
    });

    private Tensor Picture() => TensorTransfer.ToTensor(_golden.Picture.Values, [1, 4, 512, 512], _networks.Placement);

    private Tensor FaceMorphed()
    {
        Tensor picture = Picture();
        Crop(picture, 32, 160, 192).copy_(Stage(11));
        return picture;
    }

    private Tensor Stage(int index)
    {
        TeacherOutput output = TeacherOutputs.All[index];
        string path = TeacherGolden.PathOf("stage_inputs", $"{index.ToString("D2", CultureInfo.InvariantCulture)}_{output.Name}_full.npy");
        return Values([.. GoldenArray.Read(path).Values.Select(value => (float)value)]).view(1, output.Channels, output.Size, output.Size);
    }

    private Tensor Values(ReadOnlySpan<float> values) => TensorTransfer.ToTensor(values, [1, values.Length], _networks.Placement);

    private static Tensor Crop(Tensor picture, long top, long left, long size) => picture.narrow(2, top, size).narrow(3, left, size);
}
