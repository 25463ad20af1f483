using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Machine;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren.Lanes;
using Bunraku.Siren.SelfTest;
using Bunraku.Siren.Training;
using Bunraku.Siren.Training.Simd;

namespace Bunraku.Siren.Tests.SelfTest;

public sealed class WidthChoiceTests
{
    private static readonly CharacterModel Character = RandomCharacter.Create(seed: 11);
    private static readonly (SimdWidth Width, LaneSet Lanes) Faulty = (SimdWidth.Vector512, new LaneSet<FaultyLanes, float>());
    private static readonly (SimdWidth Width, LaneSet Lanes) Right = (SimdWidth.Scalar, new LaneSet<LanesScalar, float>());
    private readonly List<string> _warnings = [];

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(0.5f)]
    [Trait("Category", "Slow")]
    public void A_width_that_computes_wrong_is_passed_over_with_one_warning(float result)
    {
        FaultyLanes.Break(nameof(FaultyLanes.MultiplyAdd), _ => result);
        WidthChooser widths = Frames(Faulty, Right);
        using var poser = new StudentPoser(Character, new StudentPoserOptions { Threads = 1 }, widths);
        using var second = new StudentPoser(Character, new StudentPoserOptions { Threads = 1 }, widths);
        using var scalar = new StudentPoser(Character, new StudentPoserOptions { Threads = 1, Simd = SimdWidth.Scalar });
        PosedFrame actual = PosedFrame.FaceOnly(), expected = PosedFrame.FaceOnly();
        poser.Render(Pose.Rest, actual);
        scalar.Render(Pose.Rest, expected);

        Assert.Equal(SimdWidth.Scalar, poser.Simd);
        Assert.Equal(expected.Face, actual.Face);
        string warning = Assert.Single(_warnings);
        Assert.Contains(nameof(SimdWidth.Vector512), warning, StringComparison.Ordinal);
        Assert.Contains(Processor.Name, warning, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', warning);
    }

    [Fact]
    public void Where_no_width_is_right_nothing_is_drawn()
    {
        FaultyLanes.Break(nameof(FaultyLanes.MultiplyAdd), value => value + 1f);
        BadInputException refusal = Assert.Throws<BadInputException>(() => new StudentPoser(Character, null, Frames(Faulty)));

        Assert.Contains(Processor.Name, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("sine", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_width_that_is_asked_for_is_refused()
    {
        FaultyLanes.Break(nameof(FaultyLanes.MultiplyAdd), value => value + 1f);
        var options = new StudentPoserOptions { Simd = SimdWidth.Vector512 };
        BadInputException refusal = Assert.Throws<BadInputException>(() => new StudentPoser(Character, options, Frames(Faulty, Right)));

        Assert.Contains("self-test", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Training_passes_over_a_width_whose_gradients_are_wrong()
    {
        FaultyLanes.Break(nameof(FaultyLanes.Transpose), value => -value);
        Assert.Equal(SimdWidth.Vector512, Frames(Faulty, Right).Choose(null).Width);
        using var training = new SimdTrainingBackend(null, Training(Faulty, Right));

        Assert.Equal(SimdWidth.Scalar, training.Simd);
        Assert.Contains("weight gradient", Assert.Single(_warnings), StringComparison.Ordinal);
        Assert.Throws<BadInputException>(() => new SimdTrainingBackend(null, Training(Faulty)));
    }

    private WidthChooser Frames(params (SimdWidth Width, LaneSet Lanes)[] widths) => new(Phrase.Of("engine"), widths, new ForwardKernelTest(), _warnings.Add);

    private WidthChooser Training(params (SimdWidth Width, LaneSet Lanes)[] widths) => new(Phrase.Of("training engine"), widths, new TrainingKernelTest(), _warnings.Add);
}
