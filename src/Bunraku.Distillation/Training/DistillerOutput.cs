using Bunraku.Distillation.Runs;

namespace Bunraku.Distillation.Training;

/// <summary>Where a training tells how it goes, next to its folder. Both are called on the thread that trains.</summary>
/// <param name="Report">Told the status after every step; it must be quick.</param>
/// <param name="Say">Told lines for the user: what was saved, what is unusual.</param>
public sealed record DistillerOutput(Action<RunStatus> Report, Action<string> Say);
