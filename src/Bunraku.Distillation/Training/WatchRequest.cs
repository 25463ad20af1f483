using Bunraku.Distillation.Runs;

namespace Bunraku.Distillation.Training;

/// <summary>What is to be watched.</summary>
/// <param name="Run">The run.</param>
/// <param name="Plan">What is done with the network.</param>
/// <param name="Source">Where poses and the teacher's frames come from.</param>
/// <param name="Student">The student as far as it is trained.</param>
/// <param name="Reporter">The status of the run.</param>
internal sealed record WatchRequest(RunFolder Run, RunPlan Plan, FrameSource Source, GrowingStudent Student, RunReporter Reporter);
