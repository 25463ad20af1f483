using Bunraku.Studio.Languages;
using Bunraku.Studio.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;
using MudBlazor;
using MudBlazor.Services;

namespace Bunraku.Studio.Shell;

/// <summary>The pages, and the files that they load.</summary>
internal static class ShellEndpoints
{
    /// <summary>In bytes, of what a page sends at once: a text of a million letters (sent twice), or the names of 2,000 files.</summary>
    private const long LargestMessage = 8 << 20;

    public static void AddShell(this IServiceCollection services)
    {
        services.AddSingleton<SettingsFile>();
        services.AddScoped<Texts>();
        services.AddSingleton<ILanguageChoice, LanguageChoice>();
        services.AddScoped<MudLocalizer, MudTexts>();
        services.AddSingleton<LogBook>();
        services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<LogBook>());
        services.AddDataProtection().UseEphemeralDataProtectionProvider(); // A page does not outlive the Studio that served it.
        services.Configure<KeyManagementOptions>(options => options.XmlRepository = new ForgottenKeys());
        services.AddMudServices(mud => mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomLeft); // Never over the buttons of a page.
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(options => options.MaximumReceiveMessageSize = LargestMessage);
        services.AddScoped<CircuitHandler, InboundOrder>();
    }

    public static void UseWebRoot(this WebApplication app) => app.UseStaticFiles(new StaticFileOptions
    {
        // A page must never mix files of two versions of Studio: the browser asks each time, and is told that its copy still holds.
        OnPrepareResponse = file => file.Context.Response.Headers[HeaderNames.CacheControl] = "no-cache",
    });

    public static void MapShell(this WebApplication app)
    {
        app.MapGet("/bench.html", async (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-cache";
            return Results.Content(await PlainPage.ReadAsync(context, "bench.html"), "text/html; charset=utf-8");
        });
        app.MapFallback(async (HttpContext context) =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)
                ? Results.Content(await PlainPage.ReadAsync(context, "not-found.html"), "text/html; charset=utf-8", statusCode: StatusCodes.Status404NotFound)
                : Results.Empty;
        });
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(options =>
        {
            options.DisableWebSocketCompression = true; // It costs time on every message and saves nothing on this machine.
            options.ContentSecurityFrameAncestorsPolicy = null; // SecurityHeaders has the whole policy.
        });
    }
}
