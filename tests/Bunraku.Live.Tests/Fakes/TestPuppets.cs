using Bunraku.Live.Items;
using Bunraku.Live.Expressions;
using Bunraku.Live.Puppets;
using Bunraku.Live.Stages;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bunraku.Live.Tests.Fakes;

/// <summary>The puppeteers of a program without pages, with a character that is cheap to draw on the phone's stage.</summary>
internal sealed class TestPuppets : IAsyncDisposable
{
    private readonly OpenStages _stages = new(NullLogger<Stage>.Instance, new ItemShelf());
    private readonly Casting _casting = new(NullLogger<Casting>.Instance, CancellationToken.None);
    private readonly PuppetSessions _sessions;

    public TestPuppets(string folder)
    {
        _sessions = new PuppetSessions(_stages, () => null, _casting, OnAir, Expressions, new RecordingFolder(folder), folder, NullLogger<PuppetSession>.Instance);
        Session.Stage.Show(TestCharacter.Actor(Poser));
    }

    public PoserFake Poser { get; } = new();

    public ExpressionMixer Expressions { get; } = new();

    public OnAir OnAir { get; } = new();

    public PuppetSessions All => _sessions;

    public PuppetSession Session => _sessions.Phone;

    public async ValueTask DisposeAsync()
    {
        await _sessions.DisposeAsync();
        Expressions.Dispose();
        _casting.Dispose();
        _stages.Dispose();
    }
}
