using System.Diagnostics;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Commands;

[Trait("Category", "Slow")]
public sealed class InterruptTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ctrl_C_ends_a_render_with_one_line_and_leaves_nothing_half_written()
    {
        SignalSender.SkipOnWindows();
        string poses = _folder.Write("long.json", """{ "keyframes": [{ "time": 0, "pose": {} }, { "time": 600, "pose": { "head_x": 1 } }] }""");
        string character = TestData.Koito;
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "bunraku.dll"), "render", character, "--poses", poses, "--fps", "1", "-o", _folder["a.webp"]])
        {
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        while (_folder.Content().Length < 2)
        {
            Assert.False(process.HasExited, "The render ended by itself.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        await SignalSender.SendAsync(process, SignalSender.Interrupt);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((1, "bunraku: stopped. No partial files are left.\n"), (process.ExitCode, error));
        Assert.Equal(["long.json"], _folder.Content());
    }
}
