namespace Bunraku.Cli.Shell;

/// <summary>The exit codes of every command; documented in docs/cli.md.</summary>
internal static class ExitCode
{
    public const int Ok = 0;

    /// <summary>Something failed that is not the fault of what the user gave.</summary>
    public const int Failed = 1;

    /// <summary>An argument, a value or a file that the user gave cannot be used.</summary>
    public const int BadInput = 2;
}
