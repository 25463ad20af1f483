using System.Threading.Channels;
using Bunraku.Core.Errors;
using Bunraku.Core.Poses;
using Bunraku.Live.Expressions;
using Bunraku.Studio.Security;

namespace Bunraku.Studio.Features.Api;

/// <summary>
/// The poses of one program. Every message is a pose; at most 125 a second take effect, always the newest, and the others are passed over without a look. A
/// message that is not a pose is answered with what is wrong, unless the program does not read its answers.
/// </summary>
internal sealed class PoseInput(ApiSocket socket, ProgramPose program)
{
    /// <summary>How long a pose may be, in bytes.</summary>
    public const int Longest = 8 << 10;

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(8);

    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Lock _swapping = new();
    private byte[] _newest = new byte[Longest];
    private int _length;

    /// <summary>Takes poses until the program goes.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task taking = TakeAsync(ended.Token);
        byte[] reading = new byte[Longest];
        while (await socket.ReadAsync(reading, ended.Token) is { } length)
        {
            lock (_swapping)
            {
                (reading, _newest, _length) = (_newest, reading, length);
            }

            _news.Writer.TryWrite(true);
        }

        await ended.CancelAsync();
        await taking;
    }

    private async Task TakeAsync(CancellationToken ended)
    {
        Task answering = Task.CompletedTask;
        byte[] taken = new byte[Longest];
        try
        {
            while (true)
            {
                await _news.Reader.ReadAsync(ended);
                if (Take(ref taken) is { } problem && answering.IsCompleted)
                {
                    answering = socket.TrySendAsync(Refusal.ToJson(problem), ended);
                }

                await Task.Delay(Beat, ended);
            }
        }
        catch (OperationCanceledException)
        {
            await answering;
        }
    }

    private string? Take(ref byte[] taken)
    {
        int length;
        lock (_swapping)
        {
            (taken, _newest, length) = (_newest, taken, _length);
        }

        try
        {
            program.Take(PoseText.ParsePartial(taken.AsMemory(0, length), "pose"));
            return null;
        }
        catch (BadInputException e)
        {
            return e.Message;
        }
    }
}
