using Bunraku.Core.Errors;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Distillation.Bank;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Teachers;
using Bunraku.Distillation.Tests.Fakes;

namespace Bunraku.Distillation.Tests.Teachers;

/// <summary>A teacher that draws NaN or infinity.</summary>
public sealed class NotANumberTests
{
    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void A_picture_that_is_not_of_numbers_is_an_error_and_never_kept(float value)
    {
        using var folder = new ScratchFolder();
        using Teacher teacher = Wrong(value);
        using var bank = new BankedPoser(teacher, folder.Path, teacher.Identity, 1 << 30);

        string message = Assert.Throws<BadInputException>(() => bank.Render(Pose.Rest, PosedFrame.FaceOnly())).Message;

        Assert.Contains("The picture of the teacher wrong has values that are not numbers", message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_training_ends_with_the_message_before_it_learns_from_such_a_picture()
    {
        using var run = new TestRun { OpenTeacher = _ => Wrong(float.NaN) };
        run.Backend.OnStep = _ => Assert.Fail("A step was taken.");

        string message = Assert.Throws<BadInputException>(() => run.Train()).Message;

        Assert.Contains("not numbers", message, StringComparison.Ordinal);
        Assert.Equal((RunState.Failed, message), (run.Reported[^1].State, run.Reported[^1].Message));
    }

    /// <summary>One wrong value, in the middle of the face.</summary>
    private static Teacher Wrong(float value) => new("wrong", "wrong 1", new PoserSketch((_, frame) => frame.Face[frame.Face.Length / 2] = value));
}
