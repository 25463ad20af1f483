using Microsoft.AspNetCore.Components;

namespace Bunraku.Studio.Shell;

/// <summary>A part of a page that shows figures which change by themselves: it is drawn again in a fixed rhythm.</summary>
public abstract class LiveComponent : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource _gone = new();

    /// <summary>How often it is drawn.</summary>
    protected virtual TimeSpan Period => TimeSpan.FromMilliseconds(250);

    protected override void OnInitialized() => _ = RunAsync();

    /// <summary>Reads what is to be shown next.</summary>
    protected virtual void Read()
    {
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task RunAsync()
    {
        CancellationToken gone = _gone.Token;
        using var timer = new PeriodicTimer(Period);
        try
        {
            while (await timer.WaitForNextTickAsync(gone))
            {
                await InvokeAsync(() =>
                {
                    Read();
                    StateHasChanged();
                });
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The page is gone.
        }
        catch (Exception e)
        {
            await DispatchExceptionAsync(e); // Otherwise the figures would stand still, and nobody knew why.
        }
    }
}
