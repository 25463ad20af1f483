using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Microsoft.JSInterop.Infrastructure;

namespace Bunraku.Studio.Shell;

/// <summary>
/// A part of a page that owns a script: an object that a function of a JavaScript module makes, with a method <c>dispose</c> that closes all it has opened.
/// The function returns at once, so that what hangs or is refused later can be closed. Whatever comes after the part has left the page is closed too, and what
/// the browser answers then is nobody's error.
/// </summary>
public abstract class PageScript : ComponentBase, IAsyncDisposable
{
    private DotNetObjectReference<PageScript>? _self;
    private int _turn;

    [Inject] private IJSRuntime Js { get; set; } = null!;

    /// <summary>Whether it has left the page. To be asked after every wait.</summary>
    protected bool IsGone { get; private set; }

    /// <summary>Whether the script is there to be called.</summary>
    protected bool HasScript => Script is not null;

    /// <summary>This component, for the script to call.</summary>
    protected object Self => _self ??= DotNetObjectReference.Create(this);

    private IJSObjectReference? Script { get; set; }

    /// <summary>Has a module make the script, in place of the one before.</summary>
    /// <returns>False if the part has left, or the script was closed, before it was there.</returns>
    protected async Task<bool> OpenScriptAsync(string module, string function, params object?[] arguments)
    {
        await CloseScriptAsync();
        int turn = ++_turn;
        IJSObjectReference? opened = await InvokeFromAsync<IJSObjectReference>(module, function, () => !IsGone && turn == _turn, arguments);
        if (opened is null)
        {
            return false;
        }

        if (IsGone || turn != _turn)
        {
            await CloseAsync(opened);
            return false;
        }

        Script = opened;
        return true;
    }

    /// <summary>Closes the script, also one that is only being made.</summary>
    protected async Task CloseScriptAsync()
    {
        _turn++;
        IJSObjectReference? script = Script;
        Script = null;
        if (script is not null)
        {
            await CloseAsync(script);
        }
    }

    /// <summary>Calls a method of the script, however long it takes; nothing happens where there is none.</summary>
    /// <exception cref="JSException">The script has failed, and the part is still there.</exception>
    protected Task CallAsync(string method, params object?[] arguments) => CallAsync<IJSVoidResult>(method, arguments);

    /// <summary>Calls a method of the script, however long it takes.</summary>
    /// <returns>Its answer; the default where there is no script, or none any more.</returns>
    /// <exception cref="JSException">The script has failed, and the part is still there.</exception>
    protected async Task<T?> CallAsync<T>(string method, params object?[] arguments)
    {
        try
        {
            return Script is { } script ? await script.InvokeAsync<T>(method, Timeout.InfiniteTimeSpan, arguments) : default;
        }
        catch (Exception e) when (IsOfNoConcern(e))
        {
            return default;
        }
    }

    /// <summary>Calls a function of a module.</summary>
    /// <exception cref="JSException">The function has failed, and the part is still there.</exception>
    protected Task RunAsync(string module, string function, params object?[] arguments) => RunAsync<IJSVoidResult>(module, function, arguments);

    /// <summary>Calls a function of a module.</summary>
    /// <returns>Its answer; the default once the part has left.</returns>
    /// <exception cref="JSException">The function has failed, and the part is still there.</exception>
    protected Task<T?> RunAsync<T>(string module, string function, params object?[] arguments) => InvokeFromAsync<T>(module, function, () => !IsGone, arguments);

    /// <summary>Lets go of what else the part holds. Called once, before the script is closed.</summary>
    protected virtual void Leave()
    {
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (IsGone)
        {
            return;
        }

        IsGone = true;
        Leave();
        await CloseScriptAsync();
        _self?.Dispose();
    }

    private async Task<T?> InvokeFromAsync<T>(string module, string function, Func<bool> isWanted, object?[] arguments)
    {
        try
        {
            await using IJSObjectReference loaded = await Js.InvokeAsync<IJSObjectReference>("import", Timeout.InfiniteTimeSpan, module);
            return isWanted() ? await loaded.InvokeAsync<T>(function, Timeout.InfiniteTimeSpan, arguments) : default;
        }
        catch (Exception e) when (IsOfNoConcern(e))
        {
            return default;
        }
    }

    private static async Task CloseAsync(IJSObjectReference script)
    {
        try
        {
            await script.InvokeVoidAsync("dispose");
            await script.DisposeAsync();
        }
        catch (Exception e) when (IsOfGonePage(e) || e is JSException)
        {
            // The page is gone, and the script with it.
        }
    }

    private bool IsOfNoConcern(Exception e) => IsOfGonePage(e) || (IsGone && e is JSException);

    // The framework throws InvalidOperationException for calls to a page whose connection is just breaking.
    private static bool IsOfGonePage(Exception e) => e is JSDisconnectedException or OperationCanceledException or ObjectDisposedException or InvalidOperationException;
}
