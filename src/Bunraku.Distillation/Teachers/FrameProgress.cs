namespace Bunraku.Distillation.Teachers;

/// <summary>How far a bank is.</summary>
/// <param name="Finished">Frames that are in it.</param>
/// <param name="Total">Frames that there are to be.</param>
/// <param name="Rendered">Frames that this session rendered ahead.</param>
/// <param name="Spent">The time that they took.</param>
internal readonly record struct FrameProgress(int Finished, int Total, int Rendered, TimeSpan Spent);
