using System.Numerics;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Tests.Faces;

public sealed class FacePoseTests
{
    [Fact]
    public void Numbers_that_are_not_finite_are_stored_as_zero()
    {
        double[] weights = new double[Blendshapes.Count];
        weights[0] = double.NaN;
        weights[1] = double.PositiveInfinity;
        weights[2] = -0.25;

        var face = new FacePose(weights)
        {
            HeadRotation = new EulerAngles(1, double.NaN, 0),
            LeftEyeRotation = new EulerAngles(double.NegativeInfinity, 0, 0),
            HeadPosition = new Vector3(0, float.NaN, 0),
        };

        Assert.Equal([0, 0, -0.25], face.Weights[..3].ToArray());
        Assert.Equal(EulerAngles.Zero, face.HeadRotation);
        Assert.Equal(EulerAngles.Zero, face.LeftEyeRotation);
        Assert.Null(face.HeadPosition);
    }

    [Fact]
    public void A_wrong_number_of_weights_is_refused() =>
        Assert.Throws<ArgumentException>(() => new FacePose(new double[51]));

    [Fact]
    public void The_weights_are_copied()
    {
        double[] weights = new double[Blendshapes.Count];
        var face = new FacePose(weights);
        weights[3] = 1;
        Assert.Equal(0, face.Weights[3]);
    }

    [Fact]
    public void A_mirror_exchanges_the_sides_and_turns_yaw_and_roll_round()
    {
        double[] weights = new double[Blendshapes.Count];
        weights[(int)Blendshape.EyeBlinkLeft] = 0.7;
        weights[(int)Blendshape.JawOpen] = 0.2;
        var face = new FacePose(weights)
        {
            HeadRotation = new EulerAngles(0.1, 0.2, 0.3),
            LeftEyeRotation = new EulerAngles(0.4, 0.5, 0.6),
            Timestamp = TimeSpan.FromSeconds(5),
        };

        FacePose mirrored = face.Mirrored();

        Assert.Equal(0.7, mirrored[Blendshape.EyeBlinkRight]);
        Assert.Equal(0, mirrored[Blendshape.EyeBlinkLeft]);
        Assert.Equal(0.2, mirrored[Blendshape.JawOpen]);
        Assert.Equal(new EulerAngles(0.1, -0.2, -0.3), mirrored.HeadRotation);
        Assert.Equal(new EulerAngles(0.4, -0.5, -0.6), mirrored.RightEyeRotation);
        Assert.Equal(face.Timestamp, mirrored.Timestamp);
        Assert.Equal(face.Weights.ToArray(), mirrored.Mirrored().Weights.ToArray());
    }

    [Fact]
    public void The_slot_keeps_only_the_newest_sample()
    {
        var latest = new LatestFace();
        Assert.Null(latest.Current);

        latest.Publish(FacePose.Neutral.At(TimeSpan.FromSeconds(1)));
        latest.Publish(FacePose.Neutral.At(TimeSpan.FromSeconds(2)));

        Assert.Equal(TimeSpan.FromSeconds(2), latest.Current?.Timestamp);
        latest.Clear();
        Assert.Null(latest.Current);
    }
}
