using Bunraku.Live.Teachers;
using Bunraku.Studio.Features.Distiller.Settings;

namespace Bunraku.Studio.Features.Distiller.Training;

/// <summary>What is missing before a training can start.</summary>
/// <param name="Problems">What is wrong with the settings, in sentences.</param>
/// <param name="LacksPlugin">Whether libtorch is needed and not there.</param>
/// <param name="LacksWeights">Whether the teacher's weights are needed and not there.</param>
public sealed record StartNeeds(IReadOnlyList<string> Problems, bool LacksPlugin, bool LacksWeights)
{
    /// <summary>How many things they are.</summary>
    public int Count => Problems.Count + (LacksPlugin ? 1 : 0) + (LacksWeights ? 1 : 0);

    /// <summary>What a draft needs here and now.</summary>
    public static StartNeeds Of(SettingsDraft draft, TeacherSetup setup)
    {
        if (draft.Problem is { } unreadable)
        {
            return new StartNeeds([$"{unreadable} Until it can be read, or is replaced in Settings, these are the defaults."], LacksPlugin: false, LacksWeights: false);
        }

        bool isTeacher = draft["teacher"] == "tha4";
        string weights = draft["teacher_weights"] is var folder and not "null" ? draft.Project.Places.Resolve(folder) : setup.WeightsFolder;
        return new StartNeeds(
            ProblemsOf(draft),
            (isTeacher || draft["backend"] == "torch") && !setup.HasPlugin,
            isTeacher && TeacherSetup.WeightFiles.Any(file => !File.Exists(Path.Combine(weights, file))));
    }

    private static string[] ProblemsOf(SettingsDraft draft) => draft.Wrong is { Count: > 0 } wrong
        ? [.. wrong.Select(name => $"{FieldText.Of(name).Title}: {draft.ProblemOf(name)}")]
        : [.. new[] { draft.FirstProblem() }.OfType<string>()];
}
