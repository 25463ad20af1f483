using Bunraku.Live.Puppets;
using Bunraku.Live.Trackers;
using Bunraku.Studio.Shell;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Bunraku.Studio.Features.Trackers;

/// <summary>Starts the phone puppeteer with Studio if it ran when Studio ended, so that a stream continues after a restart.</summary>
internal sealed partial class ResumedPhone(SettingsFile settings, PuppetSessions puppets, ILogger<ResumedPhone> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        TrackerSettings last = settings.Get<TrackerSettings>();
        if (!last.PhoneRuns)
        {
            return;
        }

        try
        {
            await puppets.Phone.EnsureCharacterAsync();
            await puppets.Phone.StartAsync(Tracker.Sources(last.Phone));
        }
        catch (Exception e) when (e is not OperationCanceledException) // What this service throws would end Studio.
        {
            LogNotResumed(logger, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The phone puppeteer was not started again: {Reason}")]
    private static partial void LogNotResumed(ILogger logger, string reason);
}
