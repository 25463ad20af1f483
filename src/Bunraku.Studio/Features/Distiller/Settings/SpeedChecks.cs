using System.Collections.Concurrent;
using Bunraku.Studio.Features.Distiller.Projects;
using Microsoft.Extensions.Logging;

namespace Bunraku.Studio.Features.Distiller.Settings;

/// <summary>The measurements of all projects; what was measured is known as long as Studio runs.</summary>
internal sealed class SpeedChecks(ILogger<SpeedCheck> logger) : IDisposable
{
    private readonly ConcurrentDictionary<string, SpeedCheck> _all = new(StringComparer.Ordinal);

    public SpeedCheck Of(DistillerProject project) => _all.GetOrAdd(project.Folder, _ => new SpeedCheck(logger));

    public void Dispose()
    {
        foreach (SpeedCheck check in _all.Values)
        {
            check.Dispose();
        }
    }
}
