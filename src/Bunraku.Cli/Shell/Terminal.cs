namespace Bunraku.Cli.Shell;

/// <summary>The terminal behind standard error.</summary>
internal static class Terminal
{
    /// <summary>Whether a line that was written to it can be drawn over.</summary>
    public static bool CanRedraw(TextWriter error) =>
        error == Console.Error && !Console.IsErrorRedirected && (OperatingSystem.IsWindows() || Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb"));

    /// <summary>Its width in characters; 0 where no line can be drawn over, or the width is unknown.</summary>
    public static int ColumnsOf(TextWriter error)
    {
        // The runtime knows the width of the terminal behind standard output alone.
        if (!CanRedraw(error) || (Console.IsOutputRedirected && !OperatingSystem.IsWindows()))
        {
            return 0;
        }

        try
        {
            return Console.WindowWidth;
        }
        catch (Exception failure) when (failure is IOException or InvalidOperationException)
        {
            return 0;
        }
    }
}
