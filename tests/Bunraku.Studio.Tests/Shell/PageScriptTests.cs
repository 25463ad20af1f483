using System.Diagnostics.CodeAnalysis;
using Bunit;
using Bunraku.Studio.Shell;
using Bunraku.TestSupport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace Bunraku.Studio.Tests.Shell;

/// <summary>A page may be left at any moment of the opening of its scripts.</summary>
public sealed class PageScriptTests : BunitContext
{
    private readonly SlowBrowser _browser = new();

    public PageScriptTests() => Services.AddSingleton<IJSRuntime>(_browser);

    [Fact]
    public async Task Page_that_is_left_while_its_script_loads_opens_nothing()
    {
        Part part = Render<Part>().Instance;
        Assert.Equal(["import"], _browser.Calls);

        await DisposeComponentsAsync();
        _browser.Import.SetResult();
        await part.Opening;

        Assert.Equal(["import"], _browser.Calls);
    }

    [Fact]
    public async Task What_opens_after_the_page_was_left_is_closed_again()
    {
        Part part = Render<Part>().Instance;
        _browser.Import.SetResult();
        await DisposeComponentsAsync();

        _browser.Open.SetResult();
        await part.Opening;

        Assert.Equal(["import", "open", "dispose"], _browser.Calls);
    }

    [Fact]
    public async Task Script_is_closed_with_its_page()
    {
        IRenderedComponent<Part> part = Render<Part>();
        _browser.Import.SetResult();
        _browser.Open.SetResult();
        await part.Instance.Opening;

        await DisposeComponentsAsync();

        Assert.Equal(["import", "open", "dispose"], _browser.Calls);
    }

    [Fact]
    public async Task What_the_user_stops_while_it_opens_is_closed_when_it_has_opened()
    {
        IRenderedComponent<Part> part = Render<Part>();
        _browser.Import.SetResult();
        await part.InvokeAsync(part.Instance.StopAsync);

        _browser.Open.SetResult();

        Assert.False(await part.Instance.Opening);
        Assert.Equal(["import", "open", "dispose"], _browser.Calls);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Error_of_a_page_that_was_left_is_nobodys_concern(bool isLeft)
    {
        Part part = Render<Part>().Instance;
        _browser.Import.SetResult();
        if (isLeft)
        {
            await DisposeComponentsAsync();
        }

        _browser.Open.SetException(new JSException("Cannot read properties of null (reading 'getContext')"));

        if (isLeft)
        {
            Assert.False(await part.Opening);
        }
        else
        {
            await Assert.ThrowsAsync<JSException>(() => part.Opening);
        }
    }

    [Fact]
    public async Task Page_whose_connection_breaks_is_left_in_silence()
    {
        IRenderedComponent<Part> part = Render<Part>();

        _browser.Import.SetException(new JSDisconnectedException("gone"));

        Assert.False(await part.Instance.Opening);
    }

    [Fact]
    public void No_component_owns_a_script_in_another_way()
    {
        string pages = Path.Combine(SharedData.Repository, "src", "Bunraku.Studio");
        IEnumerable<string> others = Directory.EnumerateFiles(pages, "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".razor" or ".cs" && Path.GetFileName(file) is not ("PageScript.cs" or "_Imports.razor"))
            .Where(file => File.ReadAllText(file) is var text && (text.Contains("IJSRuntime", StringComparison.Ordinal) || text.Contains("IJSObjectReference", StringComparison.Ordinal)));

        Assert.Empty(others);
    }

    private sealed class Part : PageScript
    {
        public Task<bool> Opening { get; private set; } = Task.FromResult(false);

        public Task StopAsync() => CloseScriptAsync();

        protected override void OnAfterRender(bool firstRender)
        {
            if (firstRender)
            {
                Opening = OpenScriptAsync("/js/part.js", "open", Self);
            }
        }
    }

    /// <summary>A browser that answers when it is told to.</summary>
    private sealed class SlowBrowser : IJSRuntime, IJSObjectReference
    {
        public TaskCompletionSource Import { get; } = new();

        public TaskCompletionSource Open { get; } = new();

        public List<string> Calls { get; } = [];

        public ValueTask<T> InvokeAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)] T>(string identifier, object?[]? args) =>
            InvokeAsync<T>(identifier, CancellationToken.None, args);

        public async ValueTask<T> InvokeAsync<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors | DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)] T>(string identifier, CancellationToken cancellationToken, object?[]? args)
        {
            Calls.Add(identifier);
            await (identifier switch
            {
                "import" => Import.Task,
                "open" => Open.Task,
                _ => Task.CompletedTask,
            });
            return typeof(T) == typeof(IJSObjectReference) ? (T)(object)this : default!;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
