using Bunraku.Core.Errors;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Distillation.Teachers;
using Bunraku.Distillation.Tests.Fakes;

namespace Bunraku.Distillation.Tests.Teachers;

public sealed class TeacherTests
{
    [Fact]
    public void A_teacher_disposes_its_poser_and_what_else_it_owns_once()
    {
        (Counted poser, Counted owned) = (new Counted(), new Counted());
        var teacher = new Teacher("a", "a 1", poser, owned);
        teacher.Render(Pose.Rest, new PosedFrame());
        teacher.Dispose();

        Assert.Equal((1, 1, 1), (poser.Renders, poser.Disposals, owned.Disposals));
    }

    [Fact]
    public void A_folder_for_frames_that_cannot_be_used_leaves_nothing_open()
    {
        using var run = new TestRun();
        var poser = new Counted();
        run.OpenTeacher = _ => new Teacher("a", "a 1", poser);
        File.WriteAllText(run["file"], "");
        run.Fields["frames"] = "{face: 4, body: 4}";
        run.Cache = Path.Combine(run["file"], "cache");

        Assert.Throws<BadInputException>(() => run.Train());
        Assert.Equal(1, poser.Disposals);
    }

    private sealed class Counted : IPoser
    {
        public int Renders { get; private set; }

        public int Disposals { get; private set; }

        public void Render(Pose pose, PosedFrame frame) => Renders++;

        public void Dispose() => Disposals++;
    }
}
