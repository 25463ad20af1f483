using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.Distiller.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bunraku.Studio.Tests.Distiller;

public sealed class SpeedCheckTests : IDisposable
{
    private readonly TestProject _test = new TestProject().WithPictures();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Measurement_that_is_stopped_before_it_starts_ends_and_can_be_begun_again()
    {
        var draft = SettingsDraft.Load(_test.Project);
        draft["teacher"] = "rig"; // It has another picture, so every measurement ends at once.
        for (int round = 0; round < 50; round++)
        {
            using var check = new SpeedCheck(NullLogger.Instance);
            check.Begin(draft);
            check.Stop();
            await Until.TrueAsync(() => check.Doing is null, "the measurement to end");

            check.Begin(draft);
            await Until.TrueAsync(() => check.Doing is null && check.Problem is not null, "the next measurement to end");
        }
    }

    [Fact]
    public void Settings_that_are_wrong_are_not_measured_and_say_why()
    {
        var draft = SettingsDraft.Load(_test.Project);
        draft["face_morpher_batch_size"] = "wrong";
        using var check = new SpeedCheck(NullLogger.Instance);

        check.Begin(draft);

        Assert.Null(check.Doing);
        Assert.Contains("face_morpher_batch_size", check.Problem?.ToString(), StringComparison.Ordinal);
    }
}
