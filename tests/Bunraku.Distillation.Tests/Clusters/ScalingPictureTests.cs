using Bunraku.Core.Checkpoints;
using Bunraku.Distillation.Charts;
using Bunraku.Distillation.Logging;
using Bunraku.Distillation.Training;
using Bunraku.Siren.Training;
using Bunraku.TestSupport;

namespace Bunraku.Distillation.Tests.Clusters;

/// <summary>The figures of docs/cluster.md. BUNRAKU_ACCEPT_PICTURE=1 writes its picture again.</summary>
public sealed class ScalingPictureTests
{
    [Fact]
    public void The_picture_is_that_of_the_model()
    {
        string path = Path.Combine(SharedData.Repository, "docs", "images", "cluster-scaling.svg");
        string svg = ChartPicture.ToSvg(
        [
            new ChartPanel(
                "Time of standard with tha4, minutes",
                [
                    Line("all, batch 8", machines => ScalingModel.Frames(machines) + ScalingModel.Steps(machines, 8)),
                    Line("all, batch 64", machines => ScalingModel.Frames(machines) + ScalingModel.Steps(machines, 64)),
                    Line("frames", ScalingModel.Frames),
                    Line("steps, batch 8", machines => ScalingModel.Steps(machines, 8)),
                    Line("steps, batch 64", machines => ScalingModel.Steps(machines, 64)),
                ],
                IsLogarithmic: true,
                Horizontal: "machines of 8 cores, 1 Gbit/s"),
        ]);
        if (Environment.GetEnvironmentVariable("BUNRAKU_ACCEPT_PICTURE") == "1")
        {
            File.WriteAllText(path, svg);
        }

        Assert.Equal(File.ReadAllText(path), svg);
    }

    [Fact]
    public void The_table_is_that_of_the_model()
    {
        string document = File.ReadAllText(Path.Combine(SharedData.Repository, "docs", "cluster.md"));
        Assert.All(ScalingModel.Machines, machines => Assert.Contains(Row(machines), document, StringComparison.Ordinal));
    }

    [Fact]
    public void The_gradients_of_the_model_are_as_long_as_those_of_the_engine()
    {
        using var backend = new SimdTrainingBackend();
        StateDict face = InitialWeights.WideFace(1), body = InitialWeights.StillBody(1);
        using IFaceTrainer faces = backend.OpenFace(face, AdamState.NewFor(face), new float[128 * 128]);
        using IBodyTrainer bodies = backend.OpenBody(body, AdamState.NewFor(body), null);

        Assert.Equal((ScalingModel.FaceFloats, ScalingModel.BodyFloats), (faces.GradientFloats, bodies.GradientFloats));
    }

    private static string Row(int machines) => FormattableString.Invariant(
        $"| {machines} | {ScalingModel.Frames(machines) / 60:0.0} | {ScalingModel.Steps(machines, 8) / 60:0.0} | {(ScalingModel.Frames(machines) + ScalingModel.Steps(machines, 8)) / 60:0} | {ScalingModel.Steps(machines, 64) / 60:0.0} | {(ScalingModel.Frames(machines) + ScalingModel.Steps(machines, 64)) / 60:0} |");

    private static PanelSeries Line(string name, Func<int, double> seconds) => new(name, [.. ScalingModel.Machines.Select(machines => new CurvePoint(machines, seconds(machines) / 60))]);
}
