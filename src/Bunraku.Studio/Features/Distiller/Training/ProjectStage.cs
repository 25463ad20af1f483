namespace Bunraku.Studio.Features.Distiller.Training;

/// <summary>How it stands with the training of a project.</summary>
public enum ProjectStage
{
    NotStarted,
    Starting,
    Running,
    Stopping,
    Stopped,
    Interrupted,
    Failed,
    DiskFull,
    Finished,
}
