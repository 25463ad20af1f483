using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sources;
using Bunraku.Mocap.Sources.MediaPipe;
using Bunraku.TestSupport;

namespace Bunraku.Mocap.Tests.Sources;

public sealed class PuppetInputTests : IAsyncDisposable
{
    private static readonly float[] Matrix = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

    private readonly ManualClock _clock = new();
    private readonly PuppetInput _input;
    private readonly MediaPipeSource _first;
    private readonly MediaPipeSource _second;

    public PuppetInputTests()
    {
        _input = new PuppetInput(_clock);
        _first = new MediaPipeSource(_clock);
        _second = new MediaPipeSource(_clock);
        _input.Start(_first);
        _input.Start(_second);
    }

    public ValueTask DisposeAsync() => _input.DisposeAsync();

    [Fact]
    public void Before_any_face_the_first_source_is_in_use()
    {
        Assert.Same(_first, _input.Active);
        Assert.Null(_input.Current);
    }

    [Fact]
    public void The_source_that_sees_a_face_is_taken_at_once()
    {
        Assert.Same(_first, _input.Active);
        See(_second, 0.5f);
        Assert.Same(_second, _input.Active);
        Assert.Equal(0.5, _input.Current![Blendshape.JawOpen], 1e-6);
    }

    [Fact]
    public void A_source_that_sees_a_face_is_kept_whatever_others_see()
    {
        for (int frame = 0; frame < 120; frame++)
        {
            See(_first, 0.1f);
            Assert.Same(_first, _input.Active);
            See(_second, 0.2f);
            Assert.Same(_first, _input.Active);
            _clock.Advance(TimeSpan.FromMilliseconds(33));
        }
    }

    [Fact]
    public void A_short_gap_does_not_change_the_source_and_a_long_one_does()
    {
        See(_first, 0.1f);
        Assert.Same(_first, _input.Active);
        for (TimeSpan gap = TimeSpan.Zero; gap < PuppetInput.KeptWithoutFace; gap += TimeSpan.FromMilliseconds(100))
        {
            Lose(_first);
            See(_second, 0.2f);
            Assert.Same(_first, _input.Active);
            _clock.Advance(TimeSpan.FromMilliseconds(100));
        }

        See(_second, 0.2f);
        Assert.Same(_second, _input.Active);
        See(_first, 0.1f);
        Assert.Same(_second, _input.Active);
    }

    [Fact]
    public void When_all_lose_the_face_the_source_stays()
    {
        See(_second, 0.2f);
        Assert.Same(_second, _input.Active);
        _clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Same(_second, _input.Active);
    }

    [Fact]
    public async Task The_users_choice_counts_until_that_source_stops()
    {
        See(_second, 0.2f);
        _input.Choice = _first;
        Assert.Same(_first, _input.Active);
        await _input.StopAsync(_first);
        Assert.Same(_second, _input.Active);
        Assert.Null(_first.Latest.Current);
        Assert.Equal([_second], _input.Sources);
        await _input.StopAsync(_first);
    }

    [Fact]
    public void Every_sample_of_the_source_in_use_and_no_other_is_passed_on()
    {
        List<double> passed = [];
        _input.Latest.Published += face => passed.Add(face[Blendshape.JawOpen]);
        foreach (float jaw in new[] { 0.25f, 0.5f, 0.75f })
        {
            See(_first, jaw);
            See(_second, 1);
        }

        Assert.Equal([0.25, 0.5, 0.75], passed);
        Assert.Equal(0.75, _input.Latest.Current![Blendshape.JawOpen]);
    }

    [Fact]
    public void A_running_source_is_not_started_twice() => Assert.Throws<InvalidOperationException>(() => _input.Start(_first));

    [Fact]
    public void Looking_at_the_input_takes_no_part_in_the_choice()
    {
        See(_first, 0.1f);
        _clock.Advance(TimeSpan.FromSeconds(0.9));
        Assert.Same(_first, _input.Active);
        Assert.NotNull(_input.Current);
        _clock.Advance(PuppetInput.KeptWithoutFace - TimeSpan.FromSeconds(0.8));
        See(_second, 0.2f);
        Assert.Same(_second, _input.Active);
        Assert.Equal(0.2, _input.Current![Blendshape.JawOpen], 1e-6);
    }

    [Fact]
    public async Task A_source_that_fails_is_stopped_and_its_last_face_goes()
    {
        var failing = new FailingSource();
        _input.Start(failing);
        _input.Choice = failing;
        failing.Latest.Publish(MadeUpFaces.With(Blendshape.JawOpen, 0.5));
        Assert.NotNull(_input.Current);

        await _input.StopAsync(failing);

        Assert.Equal([_first, _second], _input.Sources);
        Assert.Null(_input.Current);
        failing.Latest.Publish(MadeUpFaces.With(Blendshape.JawOpen, 0.5));
        Assert.Null(_input.Current);
    }

    [Fact]
    public async Task Disposing_stops_all_sources()
    {
        await _input.DisposeAsync();
        Assert.Empty(_input.Sources);
        Assert.Null(_input.Active);
        Assert.Equal(SourceState.Stopped, _second.Statistics.State);
    }

    private static void See(MediaPipeSource source, float jawOpen)
    {
        float[] scores = new float[52];
        scores[(int)Blendshape.JawOpen] = jawOpen;
        Assert.True(source.Receive(MediaPipePage.Message(scores, Matrix, 1)));
    }

    private static void Lose(MediaPipeSource source) => Assert.True(source.Receive(MediaPipePage.Message([], [], 1)));

    private sealed class FailingSource : IFaceSource
    {
        public string Name => "failing";

        public SourceSetup Setup { get; } = new() { Protocol = TrackingProtocol.Recording, Name = "failing" };

        public LatestFace Latest { get; } = new();

        public SourceStatistics Statistics { get; } = new();

        public async Task RunAsync(CancellationToken cancellationToken)
        {
            await Task.Yield();
            throw new InvalidOperationException("It fails.");
        }
    }
}
