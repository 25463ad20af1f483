using System.Buffers.Binary;
using System.Text;
using Bunraku.Core.Poses;
using Bunraku.Live.Frames;
using Bunraku.Live.Stages;
using Bunraku.Live.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bunraku.Live.Tests.Stages;

/// <summary>A page that paints the character itself.</summary>
public sealed class PoseViewerTests : IDisposable
{
    private readonly LiveStage _stage = new("test", NullLogger.Instance);
    private readonly PoserFake _poser = new();
    private string? _address = "/bundles/mika.bunraku";

    public PoseViewerTests() => _stage.Show(TestCharacter.Actor(_poser));

    public void Dispose() => _stage.Dispose();

    [Fact]
    public async Task A_page_gets_the_character_then_every_pose_and_the_engine_rests()
    {
        await using Page page = Open();
        Assert.Equal("character /bundles/mika.bunraku", await page.NextAsync());
        Assert.Equal("pose 1: 0", await page.NextAsync());

        page.Acknowledge();
        _stage.Pose = HeadX(0.5f);

        Assert.Equal("pose 2: 0.5", await page.NextAsync());
        Assert.Equal(0, _poser.Rendered);
    }

    [Fact]
    public async Task A_slow_page_skips_poses_and_gets_the_newest()
    {
        await using Page page = Open();
        await page.NextAsync();
        await page.NextAsync();
        _stage.Pose = HeadX(0.1f);
        Assert.Equal("pose 2: 0.1", await page.NextAsync()); // Two are on their way.
        for (int i = 0; i <= 100; i++)
        {
            _stage.Pose = HeadX(i / 100f);
        }

        page.Acknowledge();

        Assert.Equal("pose 3: 1", await page.NextAsync());
    }

    [Fact]
    public async Task Another_output_or_character_is_shown_by_frames_until_it_can_be_painted()
    {
        await using Page page = Open();
        await page.NextAsync();
        await page.NextAsync();

        _stage.Output = FrameOutput.Alpha;
        Assert.Equal("character ", await page.NextAsync());
        _stage.Output = FrameOutput.Final;
        Assert.Equal("character /bundles/mika.bunraku", await page.NextAsync());
        Assert.StartsWith("pose ", await page.NextAsync(), StringComparison.Ordinal);

        _address = null;
        _stage.Show(TestCharacter.Actor(new PoserFake()));
        Assert.Equal("character ", await page.NextAsync());
    }

    [Fact]
    public async Task Painted_frames_are_counted_with_the_time_since_their_face()
    {
        await using Page page = Open();
        await page.NextAsync();
        await page.NextAsync();
        _stage.Feed.Take(new Cue(HeadX(1), TimeSpan.Zero));
        await page.NextAsync();

        page.Acknowledge();
        page.Acknowledge();

        await Until.TrueAsync(() => _stage.Meter.Read() is { FramesPerSecond: 1, LatencyMedian: not null }, "two frames in two seconds");
    }

    private static Pose HeadX(float value) => Pose.Rest.With("head_x", value);

    private Page Open() => new((sink, gone) => new PoseViewer(_stage, sink, _ => _address).RunAsync(gone));

    /// <summary>A page that paints: of a pose it sees the number and one value.</summary>
    private sealed class Page(Func<IFrameSink, CancellationToken, Task> run) : SinkFake<string>(run)
    {
        private static readonly int HeadXIndex = PoseParameters.All.Single(parameter => parameter.Name == "head_x").Index;

        protected override string Read(ReadOnlySpan<byte> message) => BinaryPrimitives.ReadUInt32LittleEndian(message) == 3
            ? $"character {Encoding.UTF8.GetString(message[4..])}"
            : FormattableString.Invariant($"pose {BinaryPrimitives.ReadUInt32LittleEndian(message[4..])}: {BinaryPrimitives.ReadSingleLittleEndian(message[(8 + (4 * HeadXIndex))..])}");
    }
}
