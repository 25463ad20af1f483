using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using static Bunraku.Core.Tests.Characters.SampleCharacter;

namespace Bunraku.Core.Tests.Characters;

public sealed class StudentNetworkCheckTests
{
    [Fact]
    public void Sound_networks_pass()
    {
        StudentNetworkCheck.RequireFace(Face, "face.pt");
        StudentNetworkCheck.RequireBody(Body, "body.pt");
    }

    [Fact]
    public void Order_of_the_keys_does_not_matter() => StudentNetworkCheck.RequireBody(new StateDict(Body.Entries.Reverse()), "body.pt");

    [Fact]
    public void Swapped_networks_are_recognised()
    {
        Assert.Contains("a body network was expected, but this is a face network", Refused(CheckpointErrorKind.WrongContent, body: Face), StringComparison.Ordinal);
        Assert.Contains(
            "a face network was expected, but this is a body network",
            Assert.Throws<CheckpointException>(() => StudentNetworkCheck.RequireFace(Body, "face.pt")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_unexpected_and_mismatched_keys_are_listed()
    {
        StateDict weights = With(With(With(Body, "last_linear.bias", null), "extra", new Tensor([1], [0])), "last_linear.weight", new Tensor([7, 90], new float[630]));

        string message = Refused(CheckpointErrorKind.WrongContent, weights);

        Assert.Contains("missing: last_linear.bias;", message, StringComparison.Ordinal);
        Assert.Contains("unexpected: extra;", message, StringComparison.Ordinal);
        Assert.Contains("of another shape: last_linear.weight is [7, 90] instead of [7, 90, 1, 1].", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_lists_are_cut() =>
        Assert.Contains(" and 14 more", Refused(CheckpointErrorKind.WrongContent, new StateDict([])), StringComparison.Ordinal);

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Weight_that_is_not_finite_is_reported_with_its_place(float value)
    {
        float[] bias = [.. Body["siren_layers.1.1.linear.bias"].Values];
        bias[^1] = value;

        string message = Refused(CheckpointErrorKind.BadValues, With(Body, "siren_layers.1.1.linear.bias", new Tensor([180], bias)));

        Assert.Contains("element 179 of \"siren_layers.1.1.linear.bias\"", message, StringComparison.Ordinal);
    }

    private static string Refused(CheckpointErrorKind kind, StateDict body)
    {
        CheckpointException error = Assert.Throws<CheckpointException>(() => StudentNetworkCheck.RequireBody(body, "body.pt"));
        Assert.Equal((kind, "body.pt"), (error.Kind, error.Path));
        return error.Message;
    }
}
