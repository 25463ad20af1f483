using Bunraku.Distillation.Teachers;
using Bunraku.Distillation.Training;

namespace Bunraku.Distillation.Tests.Training;

public sealed class TimeLeftTests
{
    private readonly Clock _clock = new();

    [Fact]
    public void Before_the_first_step_it_is_unknown() => Assert.Null(new TimeLeft(_clock).Seconds(100, Progress(0, 10, 0, 0)));

    [Fact]
    public void What_teacher_and_student_still_have_to_do_adds_up()
    {
        var left = new TimeLeft(_clock);
        left.Count(10, TimeSpan.FromSeconds(5));
        _clock.Seconds = 35;

        Assert.Equal((90 * 0.5) + (20 * 3), left.Seconds(90, Progress(10, 30, 10, 30)));
    }

    [Fact]
    public void Work_at_the_same_time_shortens_it()
    {
        var left = new TimeLeft(_clock);
        left.Count(10, TimeSpan.FromSeconds(30));
        _clock.Seconds = 30;

        Assert.Equal(((90 * 3) + (20 * 3)) / 2.0, left.Seconds(90, Progress(10, 30, 10, 30)));
    }

    [Fact]
    public void Frames_that_another_run_rendered_take_no_time()
    {
        var left = new TimeLeft(_clock);
        left.Count(10, TimeSpan.FromSeconds(5));
        _clock.Seconds = 5;

        Assert.Equal(45, left.Seconds(90, Progress(30, 30, 0, 0)));
    }

    private static FrameProgress Progress(int finished, int total, int rendered, double seconds) => new(finished, total, rendered, TimeSpan.FromSeconds(seconds));

    private sealed class Clock : TimeProvider
    {
        public double Seconds { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => (long)(Seconds * 1000);
    }
}
