using Bunraku.Core.Errors;
using Bunraku.Mocap.Sources.Pointer;
using Bunraku.Studio.Features.Api;
using Bunraku.Studio.Features.Characters;
using Bunraku.Studio.Features.Distiller;
using Bunraku.Studio.Features.Distiller.Projects;
using Bunraku.Studio.Features.Expressions;
using Bunraku.Studio.Features.Help;
using Bunraku.Studio.Features.Items;
using Bunraku.Studio.Features.Overlay;
using Bunraku.Studio.Features.Puppets;
using Bunraku.Studio.Features.Scenes;
using Bunraku.Studio.Features.Stages;
using Bunraku.Studio.Features.TeacherPoser;
using Bunraku.Studio.Features.Trackers;
using Bunraku.Studio.Features.Videos;
using Bunraku.Studio.Features.Webcam;
using Bunraku.Studio.Security;
using Bunraku.Studio.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Bunraku.Studio;

/// <summary>The local web application.</summary>
public static class StudioApp
{
    /// <summary>How long connections may take to end when Studio ends.</summary>
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(5);

    /// <summary>Serves Studio until it is cancelled or stopped with Ctrl+C.</summary>
    /// <exception cref="BadInputException">An address cannot be used (bad, or its port is taken), or the character or the configuration cannot be loaded.</exception>
    public static async Task RunAsync(StudioOptions options, CancellationToken cancellationToken)
    {
        if (RunningStudio.Suffices(options) && await RunningStudio.FindAsync(options, cancellationToken) is { } running)
        {
            string there = $"{running}/{options.StartPage.TrimStart('/')}";
            Console.WriteLine($"Studio is running already and opens at {there} (for another one: --urls http://127.0.0.1:7861).");
            Browser.Open(there, options.OpensWindow);
            return;
        }

        options = StudioAddresses.WithFreePort(options with { AllowedHosts = HostNames.Check(options.AllowedHosts) });
        await using WebApplication app = Build(options);
        await app.Services.GetRequiredService<CharacterLibrary>().OpenFirstAsync(options.CharacterPath, cancellationToken);
        string page = StartPageOf(app, options);
        await StudioAddresses.StartAsync(app, cancellationToken);
        string address = StudioAddresses.ForBrowser(app, page) + (options.BehindProxy ? $"?key={app.Services.GetRequiredService<AccessKey>().Value}" : "");
        Console.WriteLine($"Studio is at {address} (stop it with Ctrl+C).");
        app.Services.GetRequiredService<RunningStudio>().Announce(StudioAddresses.ForBrowser(app, ""));
        NetworkNotice.Print(app, options, Console.Out);
        if (options.OpenBrowser)
        {
            Browser.Open(address, options.OpensWindow);
        }

        await app.WaitForShutdownAsync(cancellationToken);
    }

    private static string StartPageOf(WebApplication app, StudioOptions options) =>
        options.DistillerProject is { } path ? app.Services.GetRequiredService<DistillerProjects>().OpenPage(path) : options.StartPage;

    internal static WebApplication Build(StudioOptions options)
    {
        // An empty builder: no variable of the environment and no settings file of the host may change where Studio listens or what it prints.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = "wwwroot",
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseUrls(StudioAddresses.Check(options.Urls));
        builder.WebHost.ConfigureKestrel(RequestLimits.Apply);
        builder.Logging.AddConsole(console => console.FormatterName = PlainLines.FormatterName);
        builder.Logging.AddConsoleFormatter<PlainLines, ConsoleFormatterOptions>();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None); // A failed start is one message of ours.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error); // Its keys guard nothing here, and are never written.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.None); // A page of a Studio before this one has an old token, and is loaded again.
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<RunningStudio>();
        builder.Services.AddSingleton<AccessKey>();
        builder.Services.PostConfigure<CircuitOptions>(circuit => circuit.DetailedErrors = !AccessKey.ListensToOthers(options)); // In the browser's console, where only this machine reads it. Blazor itself configures it later.
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = EndTime);
        builder.Services.AddShell();
        builder.Services.AddCharacters();
        builder.Services.AddFrames();
        builder.Services.AddExpressions();
        builder.Services.AddScenes();
        builder.Services.AddItems();
        builder.Services.AddVideos();
        builder.Services.AddTeacherPoser();
        builder.Services.AddPuppets();
        builder.Services.AddHostedService<ResumedPhone>();
        builder.Services.AddWebcam();
        builder.Services.AddSingleton<PointerSource>();
        builder.Services.AddDistiller();
        builder.Services.AddApi();

        WebApplication app = builder.Build();
        app.Use(AbortOnceEnding(app.Lifetime));
        if (options.BehindProxy)
        {
            app.UseForwardedHeaders(ProxyHeaders.Options);
        }

        app.UseMiddleware<HostGuard>();
        app.UseMiddleware<AccessGuard>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseWebRoot();
        app.UseWebSockets();
        app.UseApi();
        app.UseAntiforgery();
        RunningStudio.Map(app);
        app.MapCharacters();
        app.MapFrames();
        app.MapExpressions();
        app.MapScenes();
        app.MapVideos();
        app.MapHelp();
        app.MapPuppets();
        app.MapOverlay();
        app.MapWebcam();
        app.MapDistiller();
        app.MapApi();
        app.MapShell();
        return app;
    }

    /// <summary>A page that loses its connection at the end connects again at once. Nobody would tell that connection to end, and it would hold the program until <see cref="EndTime"/>.</summary>
    private static Func<HttpContext, RequestDelegate, Task> AbortOnceEnding(IHostApplicationLifetime lifetime) => (context, next) =>
    {
        if (!lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return next(context);
        }

        context.Abort();
        return Task.CompletedTask;
    };
}
