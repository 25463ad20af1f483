using System.Globalization;
using Bunraku.Core.Errors;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Schedules;
using Bunraku.Studio.Features.Distiller.Training;
using Bunraku.Studio.Shell;

namespace Bunraku.Studio.Features.Distiller.Projects;

/// <summary>A project on its card.</summary>
/// <param name="Project">The project.</param>
/// <param name="State">How it stands with its training.</param>
/// <param name="Picture">The address of its picture, or null.</param>
/// <param name="Percent">How much of it is trained, as CSS writes it.</param>
/// <param name="Line">A line about its progress.</param>
internal sealed record ProjectSummary(DistillerProject Project, ProjectState State, string? Picture, string Percent, Phrase Line)
{
    public static ProjectSummary Of(DistillerProject project, ProjectState state)
    {
        TrainingSchedule schedule = ScheduleOf(project);
        double share = state.Share(schedule.Face.Total, schedule.Body.Total);
        string? picture = project.Thumbnail is { } path ? $"/distiller/{project.Id}/picture.png?v={File.GetLastWriteTimeUtc(path).Ticks}" : null;
        return new ProjectSummary(project, state, picture, (100 * share).ToString("0.#", CultureInfo.InvariantCulture), LineOf(state));
    }

    private static Phrase LineOf(ProjectState state) => state.Status switch
    {
        { Network: "face_morpher" } status when state.Stage == ProjectStage.Running =>
            Phrase.Of($"Face, {Words.Count(status.ExamplesSeen)} of {Words.Count(status.ExamplesTotal)} examples, {Words.Rate(status.ExamplesPerSecond)}"),
        { Network: "face_morpher" } status when state.Stage != ProjectStage.Finished =>
            Phrase.Of($"Face, {Words.Count(status.ExamplesSeen)} of {Words.Count(status.ExamplesTotal)} examples"),
        { Network: not null } status when state.Stage == ProjectStage.Running =>
            Phrase.Of($"Body, {Words.Count(status.ExamplesSeen)} of {Words.Count(status.ExamplesTotal)} examples, {Words.Rate(status.ExamplesPerSecond)}"),
        { Network: not null } status when state.Stage != ProjectStage.Finished =>
            Phrase.Of($"Body, {Words.Count(status.ExamplesSeen)} of {Words.Count(status.ExamplesTotal)} examples"),
        _ => state.Message ?? Phrase.Verbatim(""),
    };

    private static TrainingSchedule ScheduleOf(DistillerProject project)
    {
        try
        {
            return ConfigFile.Parse(File.ReadAllText(project.ConfigPath), project.ConfigPath).Schedule;
        }
        catch (Exception e) when (e is BadInputException or IOException or UnauthorizedAccessException)
        {
            return TrainingSchedule.Published;
        }
    }
}
