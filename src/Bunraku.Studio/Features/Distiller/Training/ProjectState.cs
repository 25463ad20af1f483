using Bunraku.Core.Errors;
using Bunraku.Distillation.Runs;

namespace Bunraku.Studio.Features.Distiller.Training;

/// <summary>How it stands with the training of a project, as its folder tells.</summary>
/// <param name="Stage">The state.</param>
/// <param name="Message">What is being prepared or what is wrong, or null.</param>
/// <param name="Status">What the process that trains wrote last, or null.</param>
public sealed record ProjectState(ProjectStage Stage, Phrase? Message, RunStatus? Status)
{
    public static ProjectState NotStarted { get; } = new(ProjectStage.NotStarted, null, null);

    /// <summary>Whether a process works on it.</summary>
    public bool IsActive => Stage is ProjectStage.Starting or ProjectStage.Running or ProjectStage.Stopping;

    /// <summary>Whether something is there to continue from.</summary>
    public bool HasBegun => Status?.Network is not null || Stage is ProjectStage.Finished;

    /// <summary>What it is called.</summary>
    public Phrase Title => Stage switch
    {
        ProjectStage.NotStarted => Phrase.Of("Not started"),
        ProjectStage.Starting => Phrase.Of("Starting"),
        ProjectStage.Running => Phrase.Of("Training"),
        ProjectStage.Stopping => Phrase.Of("Stopping after this step"),
        ProjectStage.Stopped => Phrase.Of("Stopped"),
        ProjectStage.Interrupted => Phrase.Of("Interrupted"),
        ProjectStage.Failed => Phrase.Of("Failed"),
        ProjectStage.DiskFull => Phrase.Of("Disk full"),
        _ => Phrase.Of("Finished"),
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
    /// <param name="faces">All examples of the face network, as the configuration says.</param>
    /// <param name="bodies">All examples of the body network.</param>
    public double Share(long faces, long bodies)
    {
        (long Seen, long Total) face = ProgressOf(NetworkRun.Face, faces);
        (long Seen, long Total) body = ProgressOf(NetworkRun.Body, bodies);
        return (double)(face.Seen + body.Seen) / (face.Total + body.Total);
    }

    /// <summary>How many examples a network has seen, and of how many. What the process that trains says counts more than the configuration.</summary>
    /// <param name="network">The network.</param>
    /// <param name="total">Its examples, as the configuration says.</param>
    public (long Seen, long Total) ProgressOf(NetworkRun network, long total) => this switch
    {
        { Stage: ProjectStage.Finished } => (total, total),
        { Status: { Network: { } current, ExamplesTotal: > 0 } status } when current == network.Name => (Math.Min(status.ExamplesSeen, status.ExamplesTotal), status.ExamplesTotal),
        { Status.Network: { } current } when current == NetworkRun.Body.Name => (total, total), // The face is trained first.
        _ => (0, total),
    };
}
