using Bunraku.Core.Errors;
using Bunraku.Distillation.Configuration;

namespace Bunraku.Distillation.Runs;

/// <summary>The run that was started in a folder, for code that changes its configuration.</summary>
public static class BegunRun
{
    /// <summary>
    /// Why the run in the folder of a configuration cannot continue with it, or null where it can or none was started. Teacher and poses are not compared, because
    /// that takes opening them; the training itself does.
    /// </summary>
    /// <param name="file">A configuration that was checked.</param>
    public static Phrase? Problem(ConfigFile file)
    {
        var run = new RunFolder(file.Prefix);
        try
        {
            if (RunRecord.Read(run) is not { } begun)
            {
                return null;
            }

            if (begun.ProblemOfArithmetic(run) is { } unproved)
            {
                return unproved;
            }

            Phrase[] changes = [.. begun.ChangesTo(RunRecord.Of(file, begun.Inputs.GetValueOrDefault("teacher", ""), begun.Inputs.GetValueOrDefault("poses", "")))];
            return changes.Length == 0
                ? null
                : Phrase.Of($"This folder has a training with other settings. Changed: {RunRecord.Listed(changes)}. Change them back to resume it, or start over, which moves it to {Path.GetFileName(run.Replaced)}.");
        }
        catch (Exception error) when (error is BadInputException or IOException or UnauthorizedAccessException)
        {
            return error is BadInputException bad ? bad.Phrase : Phrase.Verbatim(error.Message);
        }
    }
}
