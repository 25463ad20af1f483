using Bunraku.Distillation.Runs;

namespace Bunraku.Studio.Features.Distiller.Training;

/// <summary>How it stands with the training of a project, as its folder tells.</summary>
/// <param name="Stage">The state.</param>
/// <param name="Message">What is being prepared or what is wrong, or null.</param>
/// <param name="Status">What the process that trains wrote last, or null.</param>
public sealed record ProjectState(ProjectStage Stage, string? Message, RunStatus? Status)
{
    public static ProjectState NotStarted { get; } = new(ProjectStage.NotStarted, null, null);

    /// <summary>Whether a process works on it.</summary>
    public bool IsActive => Stage is ProjectStage.Starting or ProjectStage.Running or ProjectStage.Stopping;

    /// <summary>Whether something is there to go on from.</summary>
    public bool HasBegun => Status?.Network is not null || Stage is ProjectStage.Finished;

    /// <summary>What it is called.</summary>
    public string Title => Stage switch
    {
        ProjectStage.NotStarted => "Not started",
        ProjectStage.Starting => "Starting",
        ProjectStage.Running => "Training",
        ProjectStage.Stopping => "Stopping after this step",
        ProjectStage.Stopped => "Stopped",
        ProjectStage.Interrupted => "Interrupted",
        ProjectStage.Failed => "Failed",
        ProjectStage.DiskFull => "Disk full",
        _ => "Finished",
    };

    /// <summary>Its colour: good, waiting, bad, or none.</summary>
    public string Light => Stage switch
    {
        ProjectStage.Running or ProjectStage.Finished => "good",
        ProjectStage.Starting or ProjectStage.Stopping or ProjectStage.Interrupted => "waiting",
        ProjectStage.Failed or ProjectStage.DiskFull => "bad",
        _ => "off",
    };

    /// <summary>The share of all examples that were seen, 0 to 1, face and body weighted by their numbers.</summary>
    /// <param name="faces">All examples of the face network.</param>
    /// <param name="bodies">All examples of the body network.</param>
    public double Share(long faces, long bodies) => (Stage, Status) switch
    {
        (ProjectStage.Finished, _) => 1,
        (_, { Network: "body_morpher" } status) => (double)(faces + status.ExamplesSeen) / (faces + bodies),
        (_, { Network: not null } status) => (double)status.ExamplesSeen / (faces + bodies),
        _ => 0,
    };
}
