using System.Net;
using Bunraku.Core.Poses;
using Bunraku.Live.Puppets;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Mocap.Sources;
using Bunraku.Mocap.Sources.Pointer;
using Bunraku.Mocap.Sources.Vmc;

namespace Bunraku.Live.Tests.Puppets;

public sealed class VmcOutputTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestPuppets _puppets;
    private readonly CancellationTokenSource _ended = new();
    private IPEndPoint? _target;
    private Task _running = Task.CompletedTask;

    public VmcOutputTests() => _puppets = new TestPuppets(_folder.Path);

    [Fact]
    public async Task Our_own_receiver_gets_the_pose_30_to_60_times_a_second_while_a_puppeteer_runs()
    {
        var receiver = new VmcSource(VmcSource.DefaultSetup with { Port = 0 });
        var input = new PuppetInput();
        await using (input)
        {
            input.Start(receiver);
            await Until.TrueAsync(() => receiver.Statistics.LocalPort > 0, "the receiver listens");
            _target = new IPEndPoint(IPAddress.Loopback, receiver.Statistics.LocalPort);
            VmcOutput output = Start();
            await Task.Delay(200, TestContext.Current.CancellationToken);
            Assert.Equal((0, false, null), (receiver.Statistics.Received, output.IsSending, output.Problem));

            await _puppets.All.Mouse.StartAsync([new PointerSource()]);
            _puppets.Expressions.Programs.Enter().Take([(PoseParameters.All[40], 0.5f)]); // head_y
            await Until.TrueAsync(() => input.Current?.HeadRotation.Y is < -0.08 and > -0.09, "the turn of the head arrives"); // Half of 10 degrees.
            Assert.True(output.IsSending);
            long before = receiver.Statistics.Received;
            await Task.Delay(2000, TestContext.Current.CancellationToken);
            Assert.InRange(receiver.Statistics.Received - before, 40, 130);
            Assert.Equal(0, receiver.Statistics.Malformed);

            await _puppets.All.Mouse.StopAsync();
            await Until.TrueAsync(() => !output.IsSending, "it stops with the puppeteer");
        }
    }

    [Fact]
    public async Task Nothing_is_sent_to_the_port_that_Studio_listens_on()
    {
        var receiver = new VmcSource(VmcSource.DefaultSetup with { Port = PhoneFake.FreePort() });
        await _puppets.All.Phone.StartAsync([receiver]);
        _target = new IPEndPoint(IPAddress.Loopback, receiver.Setup.Port);
        VmcOutput output = Start();

        await Until.TrueAsync(() => output.Problem is not null, "the problem is told");
        Assert.Contains($"port {receiver.Setup.Port}", output.Problem?.ToString(), StringComparison.Ordinal);
        Assert.Equal((0, false), (receiver.Statistics.Received, output.IsSending));
    }

    [Fact]
    public async Task Address_that_nothing_can_be_sent_to_is_told_and_a_better_one_works()
    {
        await _puppets.All.Mouse.StartAsync([new PointerSource()]);
        _target = new IPEndPoint(IPAddress.Broadcast, 39539);
        VmcOutput output = Start();
        await Until.TrueAsync(() => output.Problem is not null, "the problem is told");

        _target = new IPEndPoint(IPAddress.Loopback, PhoneFake.FreePort());
        await Until.TrueAsync(() => output is { Problem: null, IsSending: true }, "it sends");
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _running;
        await _puppets.DisposeAsync();
        _ended.Dispose();
        _folder.Dispose();
    }

    private VmcOutput Start()
    {
        var output = new VmcOutput(() => _target, _puppets.All, _puppets.OnAir);
        _running = output.RunAsync(_ended.Token);
        return output;
    }
}
