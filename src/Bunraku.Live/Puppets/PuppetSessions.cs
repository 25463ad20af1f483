using Bunraku.Core.Characters;
using Bunraku.Live.Expressions;
using Bunraku.Live.Stages;
using Microsoft.Extensions.Logging;

namespace Bunraku.Live.Puppets;

/// <summary>The puppeteers: one of each kind, started when it is first needed.</summary>
/// <param name="stages">Where their stages are opened.</param>
/// <param name="first">The character to begin with, or null while none was chosen.</param>
/// <param name="casting">Gives a character its poser.</param>
/// <param name="onAir">Told which puppeteer runs.</param>
/// <param name="expressions">Laid over every pose.</param>
/// <param name="recordings">Where faces are recorded.</param>
/// <param name="settingsFolder">The folder of the settings, if not the user's own.</param>
/// <param name="logger">Told of what fails.</param>
public sealed class PuppetSessions(
    OpenStages stages, Func<StageCharacter?> first, Casting casting, OnAir onAir, ExpressionMixer expressions, RecordingFolder recordings, string? settingsFolder, ILogger<PuppetSession> logger) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PuppetKind, PuppetSession> _sessions = [];

    /// <summary>The one for phones and tracker programs.</summary>
    public PuppetSession Phone => Get(PuppetKind.Phone);

    /// <summary>The one for a camera of the browser.</summary>
    public PuppetSession Webcam => Get(PuppetKind.Webcam);

    /// <summary>The one for the mouse pointer.</summary>
    public PuppetSession Mouse => Get(PuppetKind.Mouse);

    /// <summary>The one of a kind's name, or null where there is no such kind.</summary>
    public PuppetSession? Find(string name) => new[] { PuppetKind.Phone, PuppetKind.Webcam, PuppetKind.Mouse }.FirstOrDefault(kind => kind.Name == name) is { } kind ? Get(kind) : null;

    /// <summary>The stage that the overlay shows: the one on the air, or the phone's with the character to begin with.</summary>
    public async ValueTask<Stage> StageOnAirAsync()
    {
        if (onAir.Current is { } stage)
        {
            return stage;
        }

        await Phone.EnsureCharacterAsync();
        return Phone.Stage;
    }

    /// <summary>Whether a puppeteer that runs listens on a port of this computer.</summary>
    public bool ListenOn(int port)
    {
        lock (_gate)
        {
            return _sessions.Values.Any(session => session.Input.Sources.Any(source => source.Setup.Port == port));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (PuppetSession session in _sessions.Values)
        {
            await session.DisposeAsync();
        }
    }

    private PuppetSession Get(PuppetKind kind)
    {
        lock (_gate)
        {
            if (!_sessions.TryGetValue(kind, out PuppetSession? session))
            {
                session = new PuppetSession(kind, stages.OpenNamed(kind.Name), first, casting, onAir, expressions, recordings, settingsFolder, logger);
                _sessions[kind] = session;
            }

            return session;
        }
    }
}
