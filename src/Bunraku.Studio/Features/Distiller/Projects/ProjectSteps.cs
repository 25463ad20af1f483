namespace Bunraku.Studio.Features.Distiller.Projects;

/// <summary>The steps from a picture to a character, as their addresses name them.</summary>
internal static class ProjectSteps
{
    public const string Picture = "picture", Face = "face", Settings = "teacher", Training = "training";
}
