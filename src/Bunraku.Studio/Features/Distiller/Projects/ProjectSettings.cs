using System.Collections.Immutable;
using Bunraku.Studio.Shell;

namespace Bunraku.Studio.Features.Distiller.Projects;

/// <summary>The distiller's projects that the user made or opened.</summary>
internal sealed record ProjectSettings : ISettings<ProjectSettings>
{
    /// <summary>Their folders, newest first.</summary>
    public ImmutableArray<string> DistillerProjects { get; init; } = [];

    public ProjectSettings Repaired() => this with { DistillerProjects = DistillerProjects.IsDefault ? [] : DistillerProjects.RemoveAll(string.IsNullOrEmpty) };
}
