using Bunraku.Core.Poses;
using Bunraku.Live.Puppets;
using Bunraku.Live.Stages;

namespace Bunraku.Studio.Features.Api;

/// <summary>Tells one program the pose that is drawn, at most 60 times a second and only when it has changed. A slow program gets fewer poses, never older ones.</summary>
internal sealed class PoseOutput(ApiSocket socket, PuppetSessions puppets)
{
    private const int LongestMessage = 64;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1 / 60.0);

    /// <summary>Sends poses until the program goes.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task reading = ReadAsync(ended);
        using var timer = new PeriodicTimer(Beat);
        Pose? sent = null;
        try
        {
            do
            {
                Stage stage = await puppets.StageOnAirAsync();
                Pose pose = stage.Pose;
                if (!pose.Equals(sent) && !await socket.TrySendAsync(PoseText.ToFullJson(pose), ended.Token))
                {
                    break;
                }

                sent = pose;
            }
            while (await timer.WaitForNextTickAsync(ended.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The program is gone, or Studio stops.
        }

        await ended.CancelAsync();
        await reading;
    }

    /// <summary>What a program says here means nothing, but its farewell must be heard.</summary>
    private async Task ReadAsync(CancellationTokenSource ended)
    {
        byte[] message = new byte[LongestMessage];
        while (await socket.ReadAsync(message, ended.Token) is not null)
        {
        }

        await ended.CancelAsync();
    }
}
