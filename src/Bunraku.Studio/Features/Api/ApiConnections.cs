using System.Net.WebSockets;
using Bunraku.Live.Expressions;
using Bunraku.Live.Puppets;
using Bunraku.Studio.Shell;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Bunraku.Studio.Features.Api;

/// <summary>The connections of programs, until they or Studio end.</summary>
internal sealed class ApiConnections(ExpressionMixer mixer, PuppetSessions puppets, IHostApplicationLifetime lifetime)
{
    /// <summary>So many programs may ask for poses at a time.</summary>
    public const int MostReaders = 8;

    private int _readers;

    /// <summary>How many programs read poses now.</summary>
    public int Readers => Volatile.Read(ref _readers);

    /// <summary>Takes the poses that a program sends.</summary>
    public async Task TakePosesAsync(HttpContext context)
    {
        await puppets.StageOnAirAsync(); // Without a page, the phone's character moves.
        using ProgramPose program = mixer.Programs.Enter();
        await ConnectAsync(context, (socket, ended) => new PoseInput(socket, program).RunAsync(ended));
    }

    /// <summary>Sends a program the poses that are drawn.</summary>
    public async Task SendPosesAsync(HttpContext context)
    {
        try
        {
            if (Interlocked.Increment(ref _readers) > MostReaders)
            {
                throw new RefusedException(StatusCodes.Status503ServiceUnavailable, $"At most {MostReaders} programs can read poses at a time. Close another one.");
            }

            await ConnectAsync(context, (socket, ended) => new PoseOutput(socket, puppets).RunAsync(ended));
        }
        finally
        {
            Interlocked.Decrement(ref _readers);
        }
    }

    private async Task ConnectAsync(HttpContext context, Func<ApiSocket, CancellationToken, Task> run)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            throw new RefusedException(StatusCodes.Status426UpgradeRequired, "This address is for WebSocket connections: ws:// instead of http://.");
        }

        using WebSocket? socket = await PageSocket.AcceptAsync(context);
        if (socket is not null)
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
            await run(new ApiSocket(socket), ended.Token);
        }
    }
}
