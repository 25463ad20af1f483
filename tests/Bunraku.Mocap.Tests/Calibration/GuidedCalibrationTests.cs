using Bunraku.Mocap.Calibration;
using Bunraku.Mocap.Conversion;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Settings;

namespace Bunraku.Mocap.Tests.Calibration;

public sealed class GuidedCalibrationTests
{
    private static readonly EulerAngles Askew = new(0.1, -0.2, 0.05);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_users_rest_is_nothing_and_the_users_furthest_is_everything(bool isMirrored)
    {
        var calibration = new GuidedCalibration();
        foreach (CalibrationStep step in CalibrationStep.All)
        {
            for (int sample = 0; sample < 60; sample++)
            {
                // The user reaches the furthest after a fifth of a second, and the tracker trembles a little.
                calibration.Take(step, Face(step, Math.Min(1, sample / 12.0), 0.004 * Math.Sin(sample)));
            }
        }

        CalibrationOutcome outcome = calibration.Apply(PuppetSettings.Default with { IsMirrored = isMirrored });
        Assert.Empty(outcome.Problems);

        FacePose rest = FaceAdjustment.Apply(Face(CalibrationStep.Neutral, 0, 0), outcome.Settings);
        Assert.Equal(0, rest.HeadRotation.X, 6);
        Assert.Equal(0, rest.HeadRotation.Y, 6);
        foreach (CalibrationStep step in CalibrationStep.All)
        {
            FacePose furthest = FaceAdjustment.Apply(Face(step, 1, 0), outcome.Settings);
            foreach (Blendshape channel in step.Channels)
            {
                Assert.Equal(0, rest[channel], 3);
                Assert.Equal(1, furthest[channel], 0.03);
            }
        }
    }

    [Fact]
    public void What_was_not_shown_stays_and_is_told()
    {
        var calibration = new GuidedCalibration();
        calibration.Take(CalibrationStep.Neutral, Face(CalibrationStep.Neutral, 0, 0));
        calibration.Take(CalibrationStep.All[1], Face(CalibrationStep.All[1], 1, 0));
        calibration.Take(CalibrationStep.All[2], FacePose.NotFound(TimeSpan.Zero));

        CalibrationOutcome outcome = calibration.Apply(PuppetSettings.Default);

        Assert.Equal(3, outcome.Problems.Count);
        Assert.Contains("jawOpen", outcome.Problems[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(ChannelAdjustment.None, outcome.Settings.Channels[Blendshape.JawOpen]);
        Assert.NotEqual(ChannelAdjustment.None, outcome.Settings.Channels[Blendshape.MouthSmileLeft]);
    }

    [Fact]
    public void Without_a_face_nothing_changes()
    {
        CalibrationOutcome outcome = new GuidedCalibration().Apply(PuppetSettings.Webcam);

        Assert.Same(PuppetSettings.Webcam, outcome.Settings);
        Assert.Contains("No face was seen", Assert.Single(outcome.Problems).ToString(), StringComparison.Ordinal);
    }

    /// <summary>A face that is never quite at rest, and whose left smile is weaker than its right one.</summary>
    private static FacePose Face(CalibrationStep step, double share, double tremble)
    {
        double[] weights = new double[Blendshapes.Count];
        void Set(Blendshape channel, double resting, double furthest) =>
            weights[(int)channel] = resting + tremble + (step.Channels.Contains(channel) ? share * (furthest - resting) : 0);
        Set(Blendshape.MouthSmileLeft, 0.05, 0.4);
        Set(Blendshape.MouthSmileRight, 0.08, 0.6);
        Set(Blendshape.JawOpen, 0.03, 0.7);
        Set(Blendshape.EyeBlinkLeft, 0.2, 0.8);
        Set(Blendshape.EyeBlinkRight, 0.25, 0.75);
        return new FacePose(weights) { HeadRotation = Askew };
    }
}
