using Bunraku.Core.Errors;
using Bunraku.Core.Machine;
using Bunraku.Torch.Arithmetic;
using Bunraku.Torch.Devices;
using Bunraku.Torch.Native;
using Bunraku.Torch.Networks;
using TorchSharp;

namespace Bunraku.Torch.Tests.Arithmetic;

public sealed class ArithmeticProofTests
{
    private static readonly TensorPlacement Single = new(torch.CPU);
    private static readonly ArithmeticWay Right = new("in the right way", () => true, TorchConvolutions.Of(Single));

    public ArithmeticProofTests() => LibTorch.Load();

    [Theory]
    [InlineData(torch.ScalarType.Float32)]
    [InlineData(torch.ScalarType.BFloat16)]
    public void This_processor_has_a_way_that_computes_rightly(torch.ScalarType type)
    {
        // Nothing is trained in bfloat16.
        ProofResult result = ArithmeticProof.ResultOf(new TensorPlacement(torch.CPU, type), type == torch.ScalarType.BFloat16 ? ProofSubject.Teacher : ProofSubject.All);

        TestContext.Current.TestOutputHelper?.WriteLine($"{type}: {result.Cases} cases, {result.Way?.Name}, {result.Time.TotalMilliseconds:0} ms. {string.Join("; ", result.Failures)}");
        Assert.NotNull(result.Way);
    }

    [Fact]
    public void A_proof_is_made_once_a_process()
    {
        ProofResult first = ArithmeticProof.ResultOf(Single, ProofSubject.All);

        Assert.Same(first, ArithmeticProof.ResultOf(Single, ProofSubject.Teacher));
        Assert.Same(first, ArithmeticProof.ResultOf(Single, ProofSubject.Training));
    }

    [Fact]
    public void Float64_needs_no_proof() => Assert.Null(ArithmeticProof.Require(new TensorPlacement(torch.CPU, torch.ScalarType.Float64), ProofSubject.All));

    [Fact]
    public void A_fault_in_blocks_that_are_not_full_is_passed_by_whole_blocks()
    {
        ProofResult result = Prove(Way("padded", FaultyConvolutions.InPartOfABlock(16)), Right);

        Assert.Equal("padded", result.Way?.Name);
        Assert.Null(ArithmeticProof.NoticeOf(result));
    }

    [Fact]
    public void A_fault_in_blocks_that_are_not_full_is_found_without_padding()
    {
        ProofResult result = Prove(Way("as it is", FaultyConvolutions.InPartOfABlock(1)), Right);

        Assert.Same(Right, result.Way);
        string failure = Assert.Single(result.Failures);
        Assert.Contains("as it is: 3x3 convolution", failure, StringComparison.Ordinal);
        Assert.Contains("differs by", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_a_number_is_found_and_the_next_way_is_taken_with_one_line()
    {
        ProofResult result = Prove(Way("first", FaultyConvolutions.NotNumbers(16)), Right);
        string notice = ArithmeticProof.NoticeOf(result)!.ToString();

        Assert.Same(Right, result.Way);
        Assert.Contains("gives NaN or infinity", notice, StringComparison.Ordinal);
        Assert.Contains("in the right way", notice, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', notice);
    }

    [Fact]
    public void A_way_that_cannot_be_taken_is_passed_over()
    {
        ProofResult result = Prove(new ArithmeticWay("elsewhere", () => false, Right.Convolutions), Right);

        Assert.Same(Right, result.Way);
        Assert.Equal(["elsewhere: not available"], result.Failures);
    }

    [Fact]
    public void A_second_subject_is_proved_in_the_way_in_use_and_the_next_way_must_pass_both()
    {
        ArithmeticWay first = Way("first", TorchConvolutions.Of(Single));
        ArithmeticWay wrongInTraining = first with { Convolutions = FaultyConvolutions.Always(16) };
        ProofResult teacher = Prove(ProofSubject.Teacher, null, first, Right);
        ProofResult both = Prove(ProofSubject.Training, teacher, first, Right);
        ProofResult changed = Prove(ProofSubject.Training, teacher, wrongInTraining, Right);

        Assert.Equal(("first", ProofSubject.Teacher), (teacher.Way?.Name, teacher.Subject));
        Assert.Equal(("first", ProofSubject.All, ProofCases.Of(ProofSubject.All, 16).Count), (both.Way?.Name, both.Subject, both.Cases));
        Assert.Equal((Right, ProofSubject.All, both.Cases), (changed.Way, changed.Subject, changed.Cases));
        Assert.Contains("training step", Assert.Single(changed.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_way_is_right_the_message_names_processor_library_and_case()
    {
        ProofResult result = Prove(Way("first", FaultyConvolutions.Always(16)), Way("second", FaultyConvolutions.NotNumbers(16)));
        string message = Assert.Throws<BadInputException>(() => ArithmeticProof.NoticeOf(result)).Message;

        Assert.Null(result.Way);
        Assert.All(
            [Processor.Name, $"libtorch {torch.__version__}", "first: 3x3 convolution, 16 -> 16 channels", "second: ", "Nothing was computed"],
            part => Assert.Contains(part, message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a convolution", false)]
    [InlineData("a training step", true)]
    public void Every_single_case_can_fail(string what, bool isTraining)
    {
        TorchThread.Run(() =>
        {
            ProofCase[] cases = [.. ProofCases.Of(isTraining ? ProofSubject.Training : ProofSubject.Teacher, 16)];
            Assert.NotEmpty(cases);
            Assert.All(cases, proof => Assert.True(ArithmeticProof.FirstFailure([proof], FaultyConvolutions.Always(16), Single) is not null, $"{what}: {proof.Name}"));
        });
    }

    [Fact]
    public void Gradients_that_are_wrong_are_found()
    {
        // The result is right; only what is sent back is not.
        var wrong = new FaultyConvolutions(1, (_, _) => true, y => y.detach() + (1.01 * (y - y.detach())));
        string? failure = TorchThread.Run(() => ArithmeticProof.FirstFailure(ProofCases.Of(ProofSubject.Training, 1), wrong, Single));

        Assert.Contains("training step", failure, StringComparison.Ordinal);
    }

    private static ArithmeticWay Way(string name, IConvolutions convolutions) => new(name, () => true, convolutions);

    private static ProofResult Prove(ProofSubject subject, ProofResult? known, params ArithmeticWay[] ways) =>
        TorchThread.Run(() => ArithmeticProof.Prove(ways, Single, subject, known));

    private static ProofResult Prove(params ArithmeticWay[] ways) => TorchThread.Run(() => ArithmeticProof.Prove(ways, Single, ProofSubject.All));
}
