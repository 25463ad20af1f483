using Bunraku.Live.Puppets;
using Microsoft.Extensions.Hosting;

namespace Bunraku.Studio.Features.Puppets;

/// <summary>Sends to other programs as long as Studio runs.</summary>
internal sealed class VmcService(VmcOutput output) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => output.RunAsync(stoppingToken);
}
