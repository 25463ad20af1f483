using System.Globalization;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Distillation.Runs;

/// <summary>Starting over where a run was: nothing is deleted.</summary>
internal static class RunReplacement
{
    /// <summary>Moves all that belongs to the run before into a separate folder below <c>replaced</c>.</summary>
    /// <returns>That folder, or null where there was nothing.</returns>
    /// <exception cref="BadInputException">It cannot be moved.</exception>
    public static string? MoveAside(RunFolder run, DateTimeOffset now)
    {
        string[] parts =
        [
            .. new[] { run.NetworkFolder(NetworkRun.Face), run.NetworkFolder(NetworkRun.Body), run.CharacterModel, run.Record, run.Config, run.Status, run.Quality }
                .Where(Path.Exists),
        ];
        if (parts.Length == 0)
        {
            return null;
        }

        string place = Path.Combine(run.Replaced, now.ToString("yyyy_MM_dd__HH_mm_ss_fff", CultureInfo.InvariantCulture));
        try
        {
            Directory.CreateDirectory(place);

            // The record goes first: without it, what is left of a run is refused instead of being mixed with the next.
            foreach (string part in parts.OrderByDescending(part => part == run.Record))
            {
                PatientMove.Folder(part, Path.Combine(place, Path.GetFileName(part)));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{run.Path}: the run that is here cannot be moved to {place}: {error.Message}", error);
        }

        return place;
    }

    /// <summary>Refuses a folder with states that no record belongs to, such as those of the published program: a new run would write over them.</summary>
    /// <exception cref="BadInputException">There are such states.</exception>
    public static void RequireNoForeignStates(RunFolder run)
    {
        foreach (NetworkRun network in (ReadOnlySpan<NetworkRun>)[NetworkRun.Face, NetworkRun.Body])
        {
            if (Directory.Exists(run.Checkpoints(network)) || Directory.Exists(run.Snapshot(network)))
            {
                throw new BadInputException(
                    $"{run.NetworkFolder(network)}: there are states of a training that this program did not start ({Path.GetFileName(run.Record)} is missing). Choose another prefix, or start over with --fresh, which moves them to {Path.GetFileName(run.Replaced)}.");
            }
        }
    }
}
