using Bunraku.Core.Poses;
using Bunraku.Mocap.Conversion;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Settings;
using CsCheck;

namespace Bunraku.Mocap.Tests.Conversion;

public sealed class PoseConverterTests
{
    private static readonly Gen<PuppetSettings> AnySettings = Gen.Double[0, 1].Array[SettingsTable.All.Length].Select(SettingsFrom);

    [Fact]
    public void Any_face_with_any_settings_gives_a_pose_inside_every_published_range() =>
        Gen.Select(MadeUpFaces.Any, AnySettings, Gen.Double[0, 1e6]).Sample(
            (face, settings, seconds) => !Convert(face, settings, seconds).OutOfRange().Any(),
            iter: 20_000);

    [Fact]
    public void The_same_face_settings_and_time_give_the_same_pose() =>
        Gen.Select(MadeUpFaces.Any, AnySettings).Sample(
            (face, settings) => Convert(face, settings, 1.25).Equals(Convert(face.At(TimeSpan.FromHours(1)), settings, 1.25)));

    [Fact]
    public void A_mirrored_face_in_a_mirror_is_the_face_itself() =>
        MadeUpFaces.Ordinary.Sample(face => Convert(face.Mirrored(), PuppetSettings.Default with { IsMirrored = true }).Values.ToArray()
            .Zip(Convert(face, PuppetSettings.Default).Values.ToArray())
            .All(pair => Math.Abs(pair.First - pair.Second) < 1e-6));

    [Fact]
    public void A_calibrated_face_looks_straight_ahead_also_in_a_mirror()
    {
        FacePose face = MadeUpFaces.Turned(12, -7, 176);
        foreach (bool isMirrored in (bool[])[false, true])
        {
            PuppetSettings settings = (PuppetSettings.Default with { IsMirrored = isMirrored }).CalibratedTo(face);
            Assert.Equal(Pose.Rest.Values.ToArray(), Convert(face, settings with { BreathsPerMinute = 0 }).Values.ToArray());
        }
    }

    [Fact]
    public void Turning_past_180_degrees_from_the_calibrated_direction_does_not_jump()
    {
        PuppetSettings settings = PuppetSettings.Default.CalibratedTo(MadeUpFaces.Turned(0, 0, 179));
        Assert.Equal(2f / 15, Convert(MadeUpFaces.Turned(0, 0, -179), settings)["neck_z"], 1e-6f);
        Assert.Equal(-1f / 15, Convert(MadeUpFaces.Turned(0, 0, 178), settings)["neck_z"], 1e-6f);
    }

    [Fact]
    public void Gain_and_dead_zone_act_on_one_channel_without_a_step()
    {
        PuppetSettings settings = PuppetSettings.Default with
        {
            Channels = ChannelAdjustments.None.With(Blendshape.EyeBlinkLeft, new ChannelAdjustment(Gain: 0.5, DeadZone: 0.2)),
            Converter = new ConverterSettings { EyeBlinkMax = 1 },
        };

        Assert.Equal(0, Convert(MadeUpFaces.With(Blendshape.EyeBlinkLeft, 0.2), settings)["eye_wink_left"]);
        Assert.Equal(0.25f, Convert(MadeUpFaces.With(Blendshape.EyeBlinkLeft, 0.6), settings)["eye_wink_left"], 1e-6f);
        Assert.Equal(0.5f, Convert(MadeUpFaces.With(Blendshape.EyeBlinkLeft, 1), settings)["eye_wink_left"], 1e-6f);
        Assert.Equal(0.6f, Convert(MadeUpFaces.With(Blendshape.EyeBlinkRight, 0.6), settings)["eye_wink_right"], 1e-6f);
    }

    [Fact]
    public void A_dead_zone_of_the_head_is_around_the_calibrated_direction()
    {
        PuppetSettings settings = PuppetSettings.Default.CalibratedTo(MadeUpFaces.Turned(6, 0, 0)) with
        {
            Channels = ChannelAdjustments.None.With(FaceChannels.FirstHeadAngle, new ChannelAdjustment(1, double.DegreesToRadians(3))),
        };

        Assert.Equal(0, Convert(MadeUpFaces.Turned(8.9, 0, 0), settings)["head_x"]);
        Assert.Equal(-3f / 15, Convert(MadeUpFaces.Turned(12, 0, 0), settings)["head_x"], 1e-6f);
        Assert.Equal(3f / 15, Convert(MadeUpFaces.Turned(0, 0, 0), settings)["head_x"], 1e-6f);
    }

    private static Pose Convert(FacePose face, PuppetSettings settings, double seconds = 0) =>
        PoseConverter.Convert(face, settings, new BreathingCycle(settings.BreathsPerMinute, TimeSpan.Zero), TimeSpan.FromSeconds(seconds));

    private static PuppetSettings SettingsFrom(double[] fractions) => SettingsTable.All.Zip(fractions).Aggregate(
        PuppetSettings.Default,
        (settings, pair) => pair.First switch
        {
            NumberSetting number => number.Set(settings, double.Lerp(number.Minimum, number.Maximum, pair.Second)),
            ToggleSetting toggle => toggle.Set(settings, pair.Second > 0.5),
            ChoiceSetting choice => choice.Set(settings, choice.Choices[(int)(pair.Second * 0.999 * choice.Choices.Length)]),
            _ => throw new NotSupportedException(pair.First.Path),
        });
}
