using Bunraku.Core.Errors;
using Bunraku.Core.Teachers;
using Bunraku.Live.Teachers;
using Bunraku.Studio.Features.Distiller.Projects;
using Bunraku.Studio.Features.Distiller.Settings;

namespace Bunraku.Studio.Features.Distiller.Training;

/// <summary>What is missing before a training can start.</summary>
/// <param name="Problems">What is wrong, in sentences, and the step in which to correct it.</param>
/// <param name="LacksPlugin">Whether libtorch is needed and not there.</param>
/// <param name="LacksWeights">Whether the teacher's weights are needed and not there.</param>
public sealed record StartNeeds(IReadOnlyList<(Phrase Text, string Step)> Problems, bool LacksPlugin, bool LacksWeights)
{
    /// <summary>How many things they are.</summary>
    public int Count => Problems.Count + (LacksPlugin ? 1 : 0) + (LacksWeights ? 1 : 0);

    /// <summary>Each of them in words, and the address where it is corrected or installed.</summary>
    public IEnumerable<(Phrase Text, string Address)> LinksIn(DistillerProject project) =>
    [
        .. Problems.Select(problem => (problem.Text, project.Address(problem.Step))),
        .. LacksPlugin ? [(Phrase.Of("libtorch is not installed."), project.Address(ProjectSteps.Training) + "#setup-plug-in")] : Array.Empty<(Phrase, string)>(),
        .. LacksWeights ? [(Phrase.Of("The teacher's model files are not installed."), project.Address(ProjectSteps.Training) + "#setup-weights")] : Array.Empty<(Phrase, string)>(),
    ];

    /// <summary>What a draft needs here and now.</summary>
    public static StartNeeds Of(SettingsDraft draft, TeacherSetup setup)
    {
        if (draft.Problem is { } unreadable)
        {
            return new StartNeeds([(Phrase.Of($"{unreadable} Until it can be read or is replaced, the page shows the defaults."), ProjectSteps.Settings)], LacksPlugin: false, LacksWeights: false);
        }

        var family = TeacherFamily.TryFind(draft["teacher"]);
        string weights = draft["teacher_weights"] is var folder and not "null" ? draft.Project.Places.Resolve(folder) : family is null ? "" : setup.FolderOf(family);
        return new StartNeeds(
            ProblemsOf(draft),
            family is not null && setup.LacksPlugin(family) || draft["backend"] == "torch" && !setup.HasPlugin,
            family is not null && family.Networks.Any(network => !File.Exists(Path.Combine(weights, network.FileName))));
    }

    private static (Phrase Text, string Step)[] ProblemsOf(SettingsDraft draft) => draft.Wrong is { Count: > 0 } wrong
        ? [.. wrong.Select(name => (Phrase.Of($"{FieldText.Of(name).Title}: {draft.ProblemOf(name)}"), StepOf(name)))]
        : [.. new[] { draft.FirstProblem() }.OfType<Phrase>().Select(problem => (problem, ProjectSteps.Settings))];

    private static string StepOf(string field) => field switch
    {
        "character_image_file_name" => ProjectSteps.Picture,
        "face_mask_image_file_name" => ProjectSteps.Face,
        _ => ProjectSteps.Settings,
    };
}
