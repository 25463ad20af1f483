using Bunraku.Studio.Features.Characters;
using Bunraku.Studio.Features.Frames;
using Bunraku.Studio.Features.Overlay;
using Microsoft.Extensions.Logging;

namespace Bunraku.Studio.Features.Puppets;

/// <summary>The puppeteers of this Studio: one of each kind, begun when it is first needed.</summary>
internal sealed class PuppetSessions(Stages stages, CharacterLibrary library, Casting casting, OnAir onAir, RecordingFolder recordings, StudioOptions options, ILogger<PuppetSession> logger)
    : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<PuppetKind, PuppetSession> _sessions = [];

    /// <summary>The one for phones and tracker programs.</summary>
    public PuppetSession Phone => Get(PuppetKind.Phone);

    /// <summary>The one for a camera of the browser.</summary>
    public PuppetSession Webcam => Get(PuppetKind.Webcam);

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
                session = new PuppetSession(kind, stages.OpenNamed(kind.Name), library, casting, onAir, recordings, options, logger);
                _sessions[kind] = session;
            }

            return session;
        }
    }
}
