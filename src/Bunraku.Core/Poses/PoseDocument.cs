using System.Collections.Immutable;

namespace Bunraku.Core.Poses;

/// <summary>The content of a pose file.</summary>
/// <param name="Poses">At least one pose.</param>
/// <param name="IsList">Whether the file holds an array of poses, perhaps of a single one, rather than one pose.</param>
public sealed record PoseDocument(ImmutableArray<Pose> Poses, bool IsList);
