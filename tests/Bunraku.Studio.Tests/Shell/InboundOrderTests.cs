using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.DependencyInjection;

namespace Bunraku.Studio.Tests.Shell;

public sealed class InboundOrderTests
{
    [Fact]
    public async Task A_message_waits_until_the_one_before_has_taken_effect()
    {
        List<string> order = [];
        var turn = new TaskCompletionSource();
        Queue<Func<Task>> effects = new([
            async () =>
            {
                await turn.Task;
                order.Add("event");
            },
            () =>
            {
                order.Add("acknowledgement");
                return Task.CompletedTask;
            },
        ]);
        Func<CircuitInboundActivityContext, Task> take = new InboundOrder().CreateInboundActivityHandler(_ => effects.Dequeue()());

        Task first = take(null!), second = take(null!);
        Assert.Empty(order);
        turn.SetResult();
        await Task.WhenAll(first, second);

        Assert.Equal(["event", "acknowledgement"], order);
    }

    [Fact]
    public async Task A_message_that_fails_or_never_ends_holds_up_no_other()
    {
        var never = new TaskCompletionSource();
        Queue<Func<Task>> effects = new([() => throw new InvalidOperationException("put in"), () => never.Task, () => Task.CompletedTask]);
        Func<CircuitInboundActivityContext, Task> take = new InboundOrder().CreateInboundActivityHandler(_ => effects.Dequeue()());

        await Assert.ThrowsAsync<InvalidOperationException>(() => take(null!));
        Task stuck = take(null!);
        await take(null!);

        Assert.False(stuck.IsCompleted);
    }

    [Fact]
    public async Task Every_page_of_Studio_has_it()
    {
        using var folder = new TemporaryFolder();
        await using WebApplication studio = StudioApp.Build(new StudioOptions { Urls = "http://127.0.0.1:0", OpenBrowser = false, ConfigurationFolder = folder.Path });
        using IServiceScope page = studio.Services.CreateScope();

        Assert.Contains(page.ServiceProvider.GetServices<CircuitHandler>(), handler => handler is InboundOrder);
    }
}
