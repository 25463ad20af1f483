using System.Diagnostics;
using System.Globalization;

namespace Bunraku.TestSupport;

/// <summary>Sends signals to programs under test. Windows has none, and its Ctrl+C reaches every program of a console, the test among them.</summary>
public static class SignalSender
{
    /// <summary>What Ctrl+C sends.</summary>
    public const string Interrupt = "INT";

    /// <summary>Skips the running test where a single program cannot be sent a signal.</summary>
    public static void SkipOnWindows() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no way to send a signal or Ctrl+C to one process.");

    /// <summary>Sends a signal.</summary>
    /// <param name="process">To whom.</param>
    /// <param name="name">Without SIG, for example <see cref="Interrupt"/>.</param>
    public static async Task SendAsync(Process process, string name)
    {
        using Process kill = Process.Start("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
