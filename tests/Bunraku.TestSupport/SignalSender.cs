using System.Diagnostics;
using System.Globalization;

namespace Bunraku.TestSupport;

/// <summary>Sends signals to programs under test. Not on Windows, which has none: there Ctrl+C cannot be sent to one process alone.</summary>
public static class SignalSender
{
    /// <summary>What Ctrl+C sends.</summary>
    public const string Interrupt = "INT";

    /// <summary>Sends a signal.</summary>
    /// <param name="process">To whom.</param>
    /// <param name="name">Without SIG, for example <see cref="Interrupt"/>.</param>
    public static async Task SendAsync(Process process, string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
