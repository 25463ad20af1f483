using System.Text.Json;
using Bunraku.Core.Poses;
using Bunraku.Mocap.Conversion;
using Bunraku.Mocap.Conversion.Files;

namespace Bunraku.Mocap.Tests.Conversion;

/// <summary>One answer of an original converter.</summary>
internal sealed record GoldenCase(string Name, FaceInput Input, ConversionSetting Setting, double[] Pose, JsonElement Mouth)
{
    private static readonly int[] SolverValues = [PoseIndex.MouthAaa, PoseIndex.MouthIii, PoseIndex.MouthUuu, PoseIndex.MouthOoo];

    /// <summary>Whether the original's solver ended well short of the minimum, so that its answer says nothing about ours.</summary>
    public bool StoppedEarly => Mouth.ValueKind == JsonValueKind.Object
        && Mouth.GetProperty("max_abs_solver_minus_exact").GetDouble() > GoldenPoses.SolverTolerance;

    /// <summary>Asserts that a pose is the golden one, within the tolerance of each kind of value.</summary>
    public void AssertSame(double[] actual, params ReadOnlySpan<int> except)
    {
        for (int index = 0; index < PoseParameters.Count; index++)
        {
            bool fromSolver = SolverValues.Contains(index);
            if (except.Contains(index) || (fromSolver && StoppedEarly))
            {
                continue;
            }

            double tolerance = fromSolver ? GoldenPoses.SolverTolerance : GoldenPoses.Tolerance;
            Assert.True(
                Math.Abs(Pose[index] - actual[index]) <= tolerance,
                $"{Name}: {PoseParameters.All[index].Name} should be {Pose[index]}, but is {actual[index]}.");
        }
    }
}
