using Bunraku.Live.Expressions;
using Bunraku.Live.Puppets;
using Bunraku.Live.Stages;
using Bunraku.Studio.Features.Characters;
using Bunraku.Studio.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bunraku.Studio.Features.Puppets;

/// <summary>The puppeteers, and their recordings for download.</summary>
internal static class PuppetEndpoints
{
    public static void AddPuppets(this IServiceCollection services)
    {
        services.AddSingleton(provider => new RecordingFolder(provider.GetRequiredService<StudioOptions>().ConfigurationFolder));
        services.AddSingleton(provider => new PuppetSessions(
            provider.GetRequiredService<OpenStages>(),
            () => provider.GetRequiredService<CharacterLibrary>().Current,
            provider.GetRequiredService<Casting>(),
            provider.GetRequiredService<OnAir>(),
            provider.GetRequiredService<ExpressionMixer>(),
            provider.GetRequiredService<RecordingFolder>(),
            provider.GetRequiredService<StudioOptions>().ConfigurationFolder,
            provider.GetRequiredService<ILogger<PuppetSession>>()));
        services.AddSingleton(provider => new VmcOutput(
            () => provider.GetRequiredService<SettingsFile>().Get<VmcSettings>().Target(), provider.GetRequiredService<PuppetSessions>(), provider.GetRequiredService<OnAir>()));
        services.AddHostedService<VmcService>();
    }

    public static void MapPuppets(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/recordings/{name}", Results<PhysicalFileHttpResult, NotFound> (string name, RecordingFolder folder) =>
            folder.Find(name) is { } path ? TypedResults.PhysicalFile(path, "application/jsonl", name) : TypedResults.NotFound());

    /// <summary>The address of a recording, to be saved.</summary>
    public static string AddressOf(FileInfo recording) => $"/recordings/{Uri.EscapeDataString(recording.Name)}";
}
