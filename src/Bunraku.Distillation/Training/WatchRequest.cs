using Bunraku.Distillation.Poses;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Teachers;

namespace Bunraku.Distillation.Training;

/// <summary>What is to be watched.</summary>
/// <param name="Run">The run.</param>
/// <param name="Plan">What is done with the network.</param>
/// <param name="Teacher">Who is imitated.</param>
/// <param name="Poses">Where the poses come from.</param>
/// <param name="Student">The student as far as it is trained.</param>
/// <param name="Reporter">The status of the run.</param>
internal sealed record WatchRequest(RunFolder Run, RunPlan Plan, Teacher Teacher, IPoseSource Poses, GrowingStudent Student, RunReporter Reporter);
