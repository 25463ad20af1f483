using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;
using MudBlazor.Services;

namespace Bunraku.Studio.Shell;

/// <summary>The pages, and the files that they load.</summary>
internal static class ShellEndpoints
{
    public static void AddShell(this IServiceCollection services)
    {
        services.AddSingleton<SettingsFile>();
        services.AddDataProtection().UseEphemeralDataProtectionProvider(); // A page does not outlive the Studio that served it.
        services.AddMudServices();
        services.AddRazorComponents().AddInteractiveServerComponents();
    }

    public static void UseWebRoot(this WebApplication app) => app.UseStaticFiles(new StaticFileOptions
    {
        // A page must never mix files of two versions of Studio: the browser asks each time, and is told that its copy still holds.
        OnPrepareResponse = file => file.Context.Response.Headers[HeaderNames.CacheControl] = "no-cache",
    });

    public static void MapShell(this WebApplication app) =>
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options =>
        {
            options.DisableWebSocketCompression = true; // It costs time on every message and saves nothing on this machine.
            options.ContentSecurityFrameAncestorsPolicy = null; // SecurityHeaders has the whole policy.
        });
}
