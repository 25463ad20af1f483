using System.Diagnostics;

namespace Bunraku.Core.Tests.Files;

/// <summary>A process that has ended.</summary>
internal static class StoppedProcess
{
    private static readonly Lazy<int> Ended = new(() =>
    {
        using Process process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, "-?") { RedirectStandardOutput = true, RedirectStandardError = true })!;
        process.Kill();
        process.WaitForExit();
        return process.Id;
    });

    /// <summary>Its number.</summary>
    public static int Id => Ended.Value;
}
