using System.Globalization;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Live.Expressions;
using Bunraku.Live.Frames;
using Bunraku.Live.Puppets;
using Bunraku.Live.Stages;
using Bunraku.Studio.Features.Expressions;
using Bunraku.Studio.Security;
using Bunraku.Studio.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Features.Api;

/// <summary>What other programs can do with Studio (docs/studio-api.md).</summary>
internal static class ApiEndpoints
{
    /// <summary>Rises when a program that was written for this number would no longer work.</summary>
    private const int Version = 1;

    private const double UsualHold = 2;
    private const double ShortestHold = 0.05;

    public static void AddApi(this IServiceCollection services)
    {
        services.AddSingleton<ApiToken>();
        services.AddSingleton<ApiCharacters>();
        services.AddSingleton<HeldPose>();
        services.AddSingleton<FrameTurns>();
        services.AddSingleton<ApiConnections>();
    }

    public static void UseApi(this WebApplication app)
    {
        app.Services.GetRequiredService<ApiToken>(); // The file is there as soon as Studio is.
        app.UseWhen(context => Refusal.IsForPrograms(context.Request), branch => branch.UseMiddleware<ApiGuard>());
    }

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder api = routes.MapGroup(Refusal.Programs);
        api.MapGet("/status", StatusAsync);
        api.MapGet("/characters", (ApiCharacters characters) => TypedResults.Ok(new { characters = characters.All() }));
        api.MapPost("/character", async (HttpRequest request, ApiCharacters characters) =>
        {
            CharacterModel shown = await characters.ShowAsync(await BodyAsync(request), request.HttpContext.RequestAborted);
            return TypedResults.Ok(new { name = shown.Name, warnings = shown.Warnings.Select(warning => warning.ToString()) });
        });
        api.MapGet("/expressions", (SettingsFile settings, ExpressionMixer mixer) => TypedResults.Ok(
            new { expressions = settings.Get<ExpressionSettings>().Expressions.Select(expression => new SwitchedExpression(expression.Name, mixer.IsOn(expression.Name))) }));
        api.MapPost("/expressions/{name}", Switch);
        api.MapDelete("/expressions", (ExpressionMixer mixer) =>
        {
            mixer.Clear();
            return TypedResults.NoContent();
        });
        api.MapGet("/frame.png", async (PuppetSessions puppets, FrameTurns turns) =>
        {
            turns.Take();
            Stage stage = await puppets.StageOnAirAsync();
            return await Task.Run(() => stage.Save(PictureStyle.Transparent, default(LinearColor))) is { } picture
                ? TypedResults.File(picture.Png, "image/png")
                : throw new RefusedException(StatusCodes.Status409Conflict, "Nothing is shown that could be drawn. Load a character, or open a page of Studio.");
        });
        api.MapGet("/pose", async (PuppetSessions puppets) => Results.Bytes(PoseText.ToFullJson((await puppets.StageOnAirAsync()).Pose), "application/json"));
        api.MapPost("/pose", async (HttpRequest request, string? hold, PuppetSessions puppets, HeldPose held) =>
        {
            TimeSpan time = HoldOf(hold);
            IReadOnlyList<(PoseParameter Parameter, float Value)> values = PoseText.ParsePartial(await BodyAsync(request), "pose");
            await puppets.StageOnAirAsync();
            held.Take(values, time);
            return TypedResults.NoContent();
        });
        api.MapDelete("/pose", (HeldPose held) =>
        {
            held.LetGo();
            return TypedResults.NoContent();
        });
        api.MapGet("/pose/in", (HttpContext context, ApiConnections connections) => connections.TakePosesAsync(context));
        api.MapGet("/pose/out", (HttpContext context, ApiConnections connections) => connections.SendPosesAsync(context));
        api.MapFallback((HttpContext context) => Refusal.WriteAsync(
            context, StatusCodes.Status404NotFound, $"There is no {ForeignText.Quote($"{context.Request.Method} {context.Request.Path}")}. The page \"Studio for programs\" in Studio's help lists all."));
    }

    private static async Task<IResult> StatusAsync(PuppetSessions puppets, OnAir onAir, ExpressionMixer mixer, SettingsFile settings)
    {
        Stage stage = await puppets.StageOnAirAsync();
        return TypedResults.Ok(new
        {
            program = "Bunraku",
            version = StudioVersion.Text,
            api = Version,
            character = stage.Name,
            isPuppeteerOn = onAir.IsRunning(stage),
            programs = mixer.Programs.Count,
            expressions = settings.Get<ExpressionSettings>().Expressions.Where(expression => mixer.IsOn(expression.Name)).Select(expression => expression.Name),
        });
    }

    private static Ok<SwitchedExpression> Switch(string name, string? on, SettingsFile settings, ExpressionMixer mixer)
    {
        ExpressionSettings known = settings.Get<ExpressionSettings>();
        if (known.Find(name) is not { } expression)
        {
            throw new RefusedException(StatusCodes.Status404NotFound, $"expression: there is none named {ForeignText.Quote(name)}. There are: {string.Join(", ", known.Expressions.Select(other => other.Name))}.");
        }

        mixer.Set(expression, on switch
        {
            null => !mixer.IsOn(name),
            "1" or "true" => true,
            "0" or "false" => false,
            _ => throw new BadInputException($"on must be 1 or 0, but is {ForeignText.Quote(on)}."),
        });
        return TypedResults.Ok(new SwitchedExpression(name, mixer.IsOn(name)));
    }

    private static TimeSpan HoldOf(string? hold) => hold is null ? TimeSpan.FromSeconds(UsualHold)
        : double.TryParse(hold, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) && seconds is >= ShortestHold and <= HeldPose.Longest ? TimeSpan.FromSeconds(seconds)
        : throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"hold must be a number of seconds from {ShortestHold} to {HeldPose.Longest}, but is {ForeignText.Quote(hold)}."));

    private static async Task<byte[]> BodyAsync(HttpRequest request)
    {
        using var bytes = new MemoryStream();
        await request.Body.CopyToAsync(bytes, request.HttpContext.RequestAborted);
        return bytes.ToArray();
    }

    /// <summary>An expression as programs see it.</summary>
    private sealed record SwitchedExpression(string Name, bool IsOn);
}
