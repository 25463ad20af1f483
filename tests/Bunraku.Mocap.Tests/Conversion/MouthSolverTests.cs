using System.Text.Json;
using Bunraku.Mocap.Conversion;
using Bunraku.TestSupport;
using CsCheck;

namespace Bunraku.Mocap.Tests.Conversion;

public sealed class MouthSolverTests
{
    [Fact]
    [Trait("Category", SharedData.Golden)]
    public void Golden_targets_give_the_exact_minimiser_and_the_originals_answer_where_it_did_not_stop_early()
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllBytes(TestData.Path("golden", "mocap", "mouth_solver.json")));
        int earlyStops = 0;
        foreach (JsonElement test in golden.RootElement.GetProperty("cases").EnumerateArray())
        {
            MouthTarget target = Target(GoldenPoses.Numbers(test.GetProperty("target")));
            double[] original = GoldenPoses.Numbers(test.GetProperty("solver"));
            double[] actual = List(MouthSolver.Solve(target));

            Assert.Equal(GoldenPoses.Numbers(test.GetProperty("exact_minimiser")), actual, Within(1e-9));
            if (test.GetProperty("kind").GetString() == "early_stop")
            {
                earlyStops++;
                Assert.True(MouthSolver.Objective(Vowels(actual), target) <= MouthSolver.Objective(Vowels(original), target) + 1e-9);
            }
            else
            {
                Assert.Equal(original, actual, Within(GoldenPoses.SolverTolerance));
            }
        }

        Assert.True(earlyStops > 0, "The golden file has no early stop, so that difference was not seen.");
    }

    [Theory]
    [InlineData("ifacialmocap_poses.json")]
    [InlineData("mediapipe_poses.json")]
    [Trait("Category", SharedData.Golden)]
    public void Golden_faces_with_an_open_mouth_give_the_golden_target_and_its_exact_minimiser(string name)
    {
        foreach (GoldenCase golden in GoldenPoses.Load(name).Cases())
        {
            bool isOpen = PoseConverter.TryTargetOf(golden.Input.Face, golden.Setting.Settings.Converter, out MouthTarget target);
            Assert.Equal(golden.Mouth.ValueKind == JsonValueKind.Object, isOpen);
            if (isOpen)
            {
                Assert.Equal(GoldenPoses.Numbers(golden.Mouth.GetProperty("target")), [target.Open, target.LowerLip, target.Funnel, target.Pucker], Within(1e-12));
                Assert.Equal(GoldenPoses.Numbers(golden.Mouth.GetProperty("exact_minimiser")), List(MouthSolver.Solve(target)), Within(1e-9));
                MouthVowels original = Vowels(GoldenPoses.Numbers(golden.Mouth.GetProperty("solver")));
                Assert.True(MouthSolver.Objective(MouthSolver.Solve(target), target) <= MouthSolver.Objective(original, target) + 1e-9);
            }
        }
    }

    [Fact]
    public void No_other_weights_are_better()
    {
        Gen<double> measure = Gen.Double[-0.5, 1.5];
        Gen<double> weight = Gen.Double[0, 1];
        Gen.Select(measure.Array[4], weight.Array[4]).Sample(
            (target, other) => MouthSolver.Objective(MouthSolver.Solve(Target(target)), Target(target)) <= MouthSolver.Objective(Vowels(other), Target(target)) + 1e-12,
            iter: 20_000);
    }

    [Fact]
    public void Small_steps_in_any_direction_do_not_improve_the_answer()
    {
        Gen.Double[-0.5, 1.5].Array[4].Select(Gen.Double[-1, 1].Array[4]).Sample(
            (wanted, direction) =>
            {
                MouthTarget target = Target(wanted);
                double[] best = List(MouthSolver.Solve(target));
                double[] moved = [.. best.Zip(direction, (weight, step) => Math.Clamp(weight + (1e-4 * step), 0, 1))];
                return MouthSolver.Objective(Vowels(best), target) <= MouthSolver.Objective(Vowels(moved), target) + 1e-12;
            },
            iter: 20_000);
    }

    [Fact]
    public void Any_finite_target_gives_weights_from_zero_to_one() =>
        Gen.Double.Where(double.IsFinite).Array[4].Sample(target => List(MouthSolver.Solve(Target(target))).All(weight => weight is >= 0 and <= 1), iter: 20_000);

    private static MouthTarget Target(double[] list) => new(list[0], list[1], list[2], list[3]);

    private static MouthVowels Vowels(double[] list) => new(list[0], list[1], list[2], list[3]);

    private static double[] List(MouthVowels vowels) => [vowels.Aaa, vowels.Iii, vowels.Uuu, vowels.Ooo];

    private static Func<double, double, bool> Within(double tolerance) => (a, b) => Math.Abs(a - b) <= tolerance;
}
