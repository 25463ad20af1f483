using Bunraku.Cli.Shell;
using Bunraku.Core.Errors;
using Bunraku.Studio;

namespace Bunraku.Cli.Commands;

/// <summary>How every command that opens Studio starts it.</summary>
internal static class StudioStart
{
    /// <summary>Runs Studio until it is stopped.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="BadInputException">The limit of open files is too low, or see <see cref="StudioApp.RunAsync"/>.</exception>
    public static async Task<int> RunAsync(StudioOptions options, CancellationToken cancellation)
    {
        OpenFiles.Check();
        await StudioApp.RunAsync(options, cancellation);
        return ExitCode.Ok;
    }
}
