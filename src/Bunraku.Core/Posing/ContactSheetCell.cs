using Bunraku.Core.Poses;

namespace Bunraku.Core.Posing;

/// <summary>One picture of a contact sheet.</summary>
/// <param name="Pose">The pose that it shows.</param>
/// <param name="IsWholeBody">Whether it shows the whole frame, scaled down, rather than the head as it is.</param>
public sealed record ContactSheetCell(Pose Pose, bool IsWholeBody);
