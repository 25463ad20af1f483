using Bunraku.Core.Errors;

namespace Bunraku.Distillation.Runs;

/// <summary>
/// Asks whichever process trains a run to save and stop: by a file in the run's folder, which works on every system and can reach no other process.
/// </summary>
public static class StopRequest
{
    /// <summary>Asks. The process sees it within about a second, and ends after its step.</summary>
    /// <exception cref="BadInputException">The folder cannot be written.</exception>
    public static void Make(RunFolder run)
    {
        try
        {
            File.WriteAllBytes(run.StopRequest, []);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{run.Path}: the training cannot be asked to stop: {error.Message}", error);
        }
    }

    /// <summary>Whether somebody asked, and no process has taken the request yet.</summary>
    public static bool IsPending(RunFolder run) => File.Exists(run.StopRequest);

    /// <summary>Withdraws or consumes the request.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool TryTake(RunFolder run)
    {
        try
        {
            bool isPending = IsPending(run);
            File.Delete(run.StopRequest);
            return isPending;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return IsPending(run);
        }
    }
}
