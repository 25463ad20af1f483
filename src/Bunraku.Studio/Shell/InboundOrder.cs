using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Bunraku.Studio.Shell;

/// <summary>
/// Lets what a page sends take effect in the order in which it was sent. Blazor alone lets the page's word that it shows a change overtake an event that
/// waits for its turn. If the drawing of the change has not quite ended then, the handlers that it replaced are forgotten at once, and the event is lost with
/// an error in the browser.
/// </summary>
internal sealed class InboundOrder : CircuitHandler
{
    /// <summary>How long one message waits for the one before, which may itself wait for the page.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private Task _last = Task.CompletedTask;

    /// <inheritdoc/>
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before = Interlocked.Exchange(ref _last, done.Task);
        try
        {
            if (!before.IsCompleted)
            {
                await before.WaitAsync(Patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            await next(context);
        }
        finally
        {
            done.SetResult();
        }
    };
}
