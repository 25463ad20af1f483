using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Settings;
using Bunraku.Mocap.Smoothing;
using CsCheck;

namespace Bunraku.Mocap.Tests.Smoothing;

public sealed class FaceSmootherTests
{
    private static readonly SmoothingSettings On = PuppetSettings.Webcam.Smoothing;

    [Theory]
    [InlineData(1.7e306)]
    [InlineData(-1.7e308)]
    [InlineData(1000)]
    public void One_absurd_weight_does_not_silence_its_channel(double absurd)
    {
        var smoother = new FaceSmoother();
        double seconds = 0;
        smoother.Smooth(MadeUpFaces.With(Blendshape.JawOpen, 0.5, seconds), On);
        smoother.Smooth(MadeUpFaces.With(Blendshape.JawOpen, absurd, seconds += 0.005), On);
        smoother.Smooth(MadeUpFaces.With(Blendshape.JawOpen, absurd, seconds += 0.005), On);
        FacePose face = FacePose.Neutral;
        for (int frame = 0; frame < 60; frame++)
        {
            face = smoother.Smooth(MadeUpFaces.With(Blendshape.JawOpen, 0.5, seconds += 1 / 60.0), On);
        }

        Assert.Equal(0.5, face[Blendshape.JawOpen], 1e-3);
    }

    [Theory]
    [InlineData(12)]
    [InlineData(30)]
    [InlineData(60)]
    public void A_blink_of_100_milliseconds_still_closes_the_eye(int facesPerSecond)
    {
        var smoother = new FaceSmoother();
        int blink = Math.Max(1, facesPerSecond / 10);
        double most = 0;
        for (int frame = 0; frame < 4 * blink; frame++)
        {
            double closed = frame >= 2 * blink && frame < 3 * blink ? 1 : 0;
            most = Math.Max(most, smoother.Smooth(MadeUpFaces.With(Blendshape.EyeBlinkLeft, closed, frame / (double)facesPerSecond), On)[Blendshape.EyeBlinkLeft]);
        }

        Assert.True(most >= PuppetSettings.Webcam.Converter.EyeBlinkMax, $"The lids close to {most:0.00} only.");
    }

    [Fact]
    public void Switched_off_every_face_passes_as_the_same_instance()
    {
        var smoother = new FaceSmoother();
        Assert.All(MadeUpFaces.Performance(100), face => Assert.Same(face, smoother.Smooth(face, PuppetSettings.Default.Smoothing)));
    }

    [Fact]
    public void Only_the_parts_that_are_switched_on_change()
    {
        SmoothingSettings headOnly = PuppetSettings.Default.Smoothing with { Head = On.Head };
        var smoother = new FaceSmoother();
        FacePose[] faces = [.. MadeUpFaces.Performance(30)];
        FacePose[] smoothed = [.. faces.Select(face => smoother.Smooth(face, headOnly))];

        Assert.Equal(faces[29].Weights, smoothed[29].Weights);
        Assert.NotEqual(faces[29].HeadRotation, smoothed[29].HeadRotation);
    }

    [Fact]
    public void Jitter_of_a_still_face_is_cut_to_a_third()
    {
        var smoother = new FaceSmoother();
        var random = new Random(5);
        double before = 0;
        double after = 0;
        for (int frame = 0; frame < 900; frame++)
        {
            FacePose face = MadeUpFaces.Turned(0, 2 + (0.3 * (random.NextDouble() - 0.5)), 0, frame / 30.0);
            double deviation = smoother.Smooth(face, On).HeadRotation.Y - double.DegreesToRadians(2);
            before += frame < 60 ? 0 : Math.Pow(face.HeadRotation.Y - double.DegreesToRadians(2), 2);
            after += frame < 60 ? 0 : deviation * deviation;
        }

        Assert.True(Math.Sqrt(after) < Math.Sqrt(before) / 3, $"{Math.Sqrt(before / 840)} became {Math.Sqrt(after / 840)} radians.");
    }

    [Fact]
    public void A_blink_still_shuts_the_eye_in_time()
    {
        var smoother = new FaceSmoother();
        double most = 0;
        for (int frame = 0; frame < 30; frame++)
        {
            double t = (frame / 30.0) - 0.5;
            double blink = Math.Clamp(1.5 - (Math.Abs(t) / 0.06), 0, 1);
            most = Math.Max(most, smoother.Smooth(MadeUpFaces.With(Blendshape.EyeBlinkLeft, blink, frame / 30.0), On)[Blendshape.EyeBlinkLeft]);
        }

        Assert.True(most > 0.8, $"The eye closes to {most} only.");
    }

    [Fact]
    public void A_constant_face_stays_and_any_stays_within_what_was_seen() =>
        Gen.Double[-1, 2].Array[2, 40].Sample(weights =>
        {
            var smoother = new FaceSmoother();
            return weights.Select((weight, frame) => smoother.Smooth(MadeUpFaces.With(Blendshape.JawOpen, weight, frame / 60.0), On)[Blendshape.JawOpen])
                .All(smoothed => smoothed >= weights.Min() - 1e-9 && smoothed <= weights.Max() + 1e-9);
        });

    [Fact]
    public void An_angle_is_smoothed_the_short_way_round()
    {
        var smoother = new FaceSmoother();
        smoother.Smooth(MadeUpFaces.Turned(0, 0, 178), On);
        FacePose smoothed = smoother.Smooth(MadeUpFaces.Turned(0, 0, -178, 1 / 60.0), On);
        Assert.True(Math.Abs(smoothed.HeadRotation.Z) > double.DegreesToRadians(177), $"{smoothed.HeadRotation.Z}");
    }

    [Theory]
    [InlineData(5.0)]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    public void After_a_long_gap_or_when_time_goes_back_filtering_starts_afresh(double seconds)
    {
        var smoother = new FaceSmoother();
        smoother.Smooth(MadeUpFaces.With(Blendshape.JawOpen, 0), On);
        Assert.Equal(1, smoother.Smooth(MadeUpFaces.With(Blendshape.JawOpen, 1, seconds), On)[Blendshape.JawOpen]);
    }
}
