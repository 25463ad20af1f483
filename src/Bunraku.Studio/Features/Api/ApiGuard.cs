using System.Diagnostics;
using Bunraku.Core.Errors;
using Bunraku.Studio.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Bunraku.Studio.Features.Api;

/// <summary>Lets programs of this computer in that know the token, a limited number of requests each second, and answers what fails with JSON.</summary>
internal sealed class ApiGuard(RequestDelegate next, ApiToken token, AccessKey key)
{
    /// <summary>The one path that needs no token.</summary>
    public const string Status = Refusal.Programs + "/status";

    /// <summary>So many requests in a second are answered.</summary>
    public const int MostEachSecond = 200;

    private const long LargestBody = 16 << 10;
    private readonly Lock _gate = new();
    private long _second;
    private int _count;

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } body)
        {
            body.MaxRequestBodySize = LargestBody;
        }

        context.Response.Headers.CacheControl = "no-store";
        if (Reason(context) is (var status, var reason))
        {
            await Refusal.WriteAsync(context, status, reason);
            return;
        }

        try
        {
            await next(context);
        }
        catch (RefusedException e) when (!context.Response.HasStarted)
        {
            await Refusal.WriteAsync(context, e.Status, e.Message);
        }
        catch (BadInputException e) when (!context.Response.HasStarted)
        {
            await Refusal.WriteAsync(context, StatusCodes.Status400BadRequest, e.Message);
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            bool isTooLong = e.StatusCode == StatusCodes.Status413PayloadTooLarge;
            await Refusal.WriteAsync(context, e.StatusCode, isTooLong ? $"The body must have at most {LargestBody} bytes." : e.Message);
        }
    }

    private (int Status, string Reason)? Reason(HttpContext context)
    {
        HttpRequest request = context.Request;
        if (!key.IsHere(context))
        {
            return (StatusCodes.Status403Forbidden, "The API is only for programs on the computer that runs Studio.");
        }

        // Browsers tell which page causes a request, also where they send no origin.
        if (request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site != "same-origin" && site != "none")
        {
            return (StatusCodes.Status403Forbidden, "The API does not answer to web pages of other sites.");
        }

        if (!request.Path.Equals(Status, StringComparison.OrdinalIgnoreCase) && !token.Fits(Given(context)))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return (StatusCodes.Status401Unauthorized, $"The token is missing or wrong. Send the header \"Authorization: Bearer TOKEN\" with the text of the file {ApiToken.FileName} in the user's data folder.");
        }

        if (!HasRoom())
        {
            context.Response.Headers.RetryAfter = "1";
            return (StatusCodes.Status429TooManyRequests, $"At most {MostEachSecond} requests a second are answered. Send poses over the WebSocket instead.");
        }

        return null;
    }

    /// <summary>WebSockets of many programs can have no headers.</summary>
    private static string? Given(HttpContext context)
    {
        const string Scheme = "Bearer ";
        string header = context.Request.Headers.Authorization.ToString();
        return header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim()
            : context.WebSockets.IsWebSocketRequest ? context.Request.Query["token"].ToString().Trim()
            : null;
    }

    private bool HasRoom()
    {
        long second = Stopwatch.GetTimestamp() / Stopwatch.Frequency;
        lock (_gate)
        {
            _count = _second == second ? _count + 1 : 1;
            _second = second;
            return _count <= MostEachSecond;
        }
    }
}
