using Bunraku.Core.Images;
using Bunraku.Core.Posing;
using Bunraku.Core.Teachers;
using Bunraku.TestSupport;
using Bunraku.Torch.Teachers;
using Bunraku.Torch.Tests.Golden;
using TorchSharp;
using CoreTensor = Bunraku.Core.Checkpoints.Tensor;

namespace Bunraku.Torch.Tests.Teachers;

[Trait("Category", SharedData.Golden)]
[Trait("Category", SharedData.Further)]
public sealed class WholeChainTests
{
    public static TheoryData<string> Families => [.. TeacherFamily.All.Select(family => family.Name)];

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_output_of_every_case_is_golden_in_float32(string name)
    {
        var family = TeacherFamily.Find(name);
        using TeacherNetworkSet? own = family == TeacherFamily.Tha4 ? null : SyntheticTeacher.Create(family, torch.ScalarType.Float32);
        foreach (string folder in TeacherGolden.FoldersOf(family))
        {
            IReadOnlyDictionary<int, (double Maximum, double Mean)> tolerances = Tolerances.WholeChain(folder);
            foreach (TeacherGolden golden in TeacherGolden.ReadAll(family, folder))
            {
                using var poser = new TeacherPoser(own ?? SyntheticTeacher.Networks, golden.Picture);
                AssertIsGolden(golden, poser, output => tolerances[output.Index]);
                if (family.HasStraightAlpha)
                {
                    StudentRelations.AssertHold(golden, poser);
                }
                else
                {
                    AssertFrameIsMadeOfOutputs(golden, poser);
                }
            }
        }
    }

    [Fact]
    public void Every_output_and_inner_tensor_is_golden_in_float64()
    {
        foreach (string folder in TeacherGolden.FoldersOf(TeacherFamily.Tha4))
        {
            var inner = new InnerTensors(folder);
            InnerTensors? observer = inner;

            // Some of the tensors are computed when the weights are loaded.
            using TeacherNetworkSet networks = SyntheticTeacher.Create(torch.ScalarType.Float64, (network, module, tensor) => observer?.Observe(network, module, tensor));
            AssertAreGoldenInFloat64(TeacherFamily.Tha4, folder, networks, () => observer = null);
            inner.AssertAllSeenAndGolden();
        }
    }

    [Theory]
    [InlineData("tha3-standard")]
    [InlineData("tha3-separable")]
    public void Every_output_of_tha3_is_golden_in_float64(string name)
    {
        var family = TeacherFamily.Find(name);
        using TeacherNetworkSet networks = SyntheticTeacher.Create(family, torch.ScalarType.Float64);
        foreach (string folder in TeacherGolden.FoldersOf(family))
        {
            AssertAreGoldenInFloat64(family, folder, networks);
        }
    }

    private static void AssertAreGoldenInFloat64(TeacherFamily family, string folder, TeacherNetworkSet networks, Action? afterFirst = null)
    {
        double tolerance = Tolerances.Double(folder);
        foreach (TeacherGolden golden in TeacherGolden.ReadAll(family, folder))
        {
            using var poser = new TeacherPoser(networks, golden.Picture);
            AssertIsGolden(golden, poser, _ => (tolerance, tolerance));
            afterFirst?.Invoke();
        }
    }

    private static void AssertIsGolden(TeacherGolden golden, TeacherPoser poser, Func<TeacherOutput, (double Maximum, double Mean)> toleranceOf)
    {
        int compared = 0;
        foreach ((TeacherOutput output, GoldenArray values, int step) in golden.Outputs())
        {
            using torch.Tensor tensor = poser.RenderTensor(golden.Pose, output);
            (double maximum, double mean) = toleranceOf(output);
            Assert.Equal([1, output.Channels, output.Size, output.Size], tensor.shape);
            Deviation.Of(tensor, values, step).AssertWithin(maximum, mean, $"{golden.Name}, {output.Name}");
            compared++;
        }

        Assert.NotEqual(0, compared);
    }

    /// <summary>What a poser fills into a frame are the outputs, which have just been compared.</summary>
    private static void AssertFrameIsMadeOfOutputs(TeacherGolden golden, TeacherPoser poser)
    {
        var frame = new PosedFrame(FrameParts.All);
        poser.Render(golden.Pose, frame);
        foreach ((float[] part, int index) in (ReadOnlySpan<(float[], int)>)[(frame.Blended, 0), (frame.Alpha, 1), (frame.Warped, 2), (frame.GridChange, 3), (frame.ColorChange, 4), (frame.FaceMorphed, 5)])
        {
            Assert.True(part.AsSpan().SequenceEqual(poser.Render(golden.Pose, TeacherFamily.Tha4.Outputs[index]).Values), TeacherFamily.Tha4.Outputs[index].Name);
        }

        // Rows 48 to 176 and columns 32 to 160 of the 192 x 192 face.
        CoreTensor face = poser.Render(golden.Pose, TeacherFamily.Tha4.Outputs[11]);
        const int Side = 128;
        for (int i = 0; i < frame.Face.Length; i++)
        {
            (int channel, int row, int column) = (i / (Side * Side), i / Side % Side, i % Side);
            Assert.Equal(face.Values[(((channel * 192) + 48 + row) * 192) + 32 + column], frame.Face[i]);
        }

        // In the 512 x 512 picture with the posed face, the student's crop is the same.
        int size = CharacterPicture.Size;
        Assert.Equal(frame.Face[(5 * Side) + 7], frame.FaceMorphed[((FaceCrop.Student.Top + 5) * size) + FaceCrop.Student.Left + 7]);
    }
}
