using Bunraku.Conv.Outputs;
using Bunraku.Siren;
using Bunraku.TestSupport;

namespace Bunraku.Conv.Tests.Golden;

[Trait("Category", SharedData.Golden)]
[Trait("Category", "Slow")]
public sealed class SeparableGoldenTests
{
    private static readonly SeparableOutput[] OfDecomposer = [.. Enum.GetValues<SeparableOutput>().Where(output => output is >= SeparableOutput.DecomposerEyebrowLayer and < SeparableOutput.FaceMorphed)];

    [Fact]
    [Trait("Category", SharedData.Further)]
    public void Every_output_is_within_the_tolerances_of_the_original() => AssertMatches(simd: null, Enum.GetValues<SeparableOutput>());

    /// <summary>One value at a time, the whole poser would take long; the decomposer has every kind of step but those of the last two networks.</summary>
    [Theory]
    [InlineData(SimdWidth.Scalar)]
    [InlineData(SimdWidth.Vector128)]
    [InlineData(SimdWidth.Vector256)]
    public void Every_width_is_within_the_tolerances(SimdWidth simd)
    {
        Assert.SkipUnless(SimdWidths.IsSupported(simd), $"This processor has no {simd}.");
        AssertMatches(simd, simd == SimdWidth.Scalar ? OfDecomposer : Enum.GetValues<SeparableOutput>());
    }

    private static void AssertMatches(SimdWidth? simd, SeparableOutput[] outputs)
    {
        foreach (SeparableGolden golden in SeparableGolden.ReadAll())
        {
            using var poser = new SeparablePoser(RecipeWeights.Weights, golden.Picture, new SeparablePoserOptions { Simd = simd });
            var frame = new SeparableFrame(outputs);
            poser.Render(golden.Pose, frame);
            Assert.All(golden.Outputs.Where(output => outputs.Contains((SeparableOutput)output.Index)), output =>
            {
                var which = (SeparableOutput)output.Index;
                output.AssertClose(golden.Name, frame[which], SeparableFrame.ShapeOf(which).Size);
            });
        }
    }
}
