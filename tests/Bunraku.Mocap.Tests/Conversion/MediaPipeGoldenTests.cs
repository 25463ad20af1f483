using System.Text.Json;
using Bunraku.Mocap.Conversion;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Settings;
using Bunraku.TestSupport;

namespace Bunraku.Mocap.Tests.Conversion;

[Trait("Category", SharedData.Golden)]
public sealed class MediaPipeGoldenTests
{
    private static readonly int[] Head = [PoseIndex.HeadX, PoseIndex.HeadY, PoseIndex.NeckZ, PoseIndex.BodyY, PoseIndex.BodyZ];

    [Fact]
    public void Every_face_with_every_setting_gives_the_published_pose_but_where_the_original_does_not_wrap_an_angle()
    {
        var wrapped = new HashSet<string>();
        foreach (GoldenCase golden in GoldenPoses.MediaPipe.Cases())
        {
            double[] actual = GoldenPoses.Convert(golden.Input, golden.Setting);
            if (IsWrapped(golden.Input.Face, golden.Setting.Settings.Converter))
            {
                wrapped.Add(golden.Setting.Name);
                golden.AssertSame(actual, except: Head);
                Assert.Equal(WrappedHead(golden.Input.Face, golden.Setting.Settings.Converter), Head.Select(index => actual[index]), (a, b) => Math.Abs(a - b) <= GoldenPoses.Tolerance);
            }
            else
            {
                golden.AssertSame(actual);
            }
        }

        Assert.Contains("head_offset_wrap", wrapped);
        Assert.DoesNotContain("default", wrapped);
    }

    [Fact]
    public void Matrices_give_the_published_quaternions_and_angles()
    {
        foreach (JsonElement input in GoldenPoses.MediaPipe.Root.GetProperty("inputs").EnumerateArray())
        {
            string name = input.GetProperty("name").GetString()!;
            double[] rows = [.. input.GetProperty("matrix").EnumerateArray().SelectMany(row => GoldenPoses.Numbers(row))];
            double[] columns = [.. Enumerable.Range(0, 16).Select(index => rows[(4 * (index % 4)) + (index / 4)])];
            double[] expected = GoldenPoses.Numbers(input.GetProperty("expected_euler_rad"));
            EulerAngles angles = HeadMatrix.AnglesOfRows(rows);
            (double x, double y, double z, double w) = HeadMatrix.QuaternionOf([rows[0], rows[1], rows[2], rows[4], rows[5], rows[6], rows[8], rows[9], rows[10]]);

            AssertNear(name, expected, [angles.X, angles.Y, angles.Z]);
            AssertNear(name, GoldenPoses.Numbers(input.GetProperty("expected_quaternion_xyzw")), [x, y, z, w]);
            Assert.Equal(angles, HeadMatrix.AnglesOfColumns(columns));
        }
    }

    [Fact]
    public void Calibration_takes_the_faces_head_for_the_one_that_looks_forward()
    {
        GoldenPoses golden = GoldenPoses.MediaPipe;
        foreach (JsonElement calibration in golden.Root.GetProperty("calibration").EnumerateArray())
        {
            FacePose forward = golden.File.Inputs[calibration.GetProperty("calibrate_on_input").GetInt32()].Face;
            FacePose face = golden.File.Inputs[calibration.GetProperty("convert_input").GetInt32()].Face;
            PuppetSettings settings = PuppetSettings.Default.CalibratedTo(forward);
            ConverterSettings offsets = settings.Converter;

            AssertNear("offsets", GoldenPoses.Numbers(calibration.GetProperty("offsets_after_rad")), [offsets.HeadXOffset, offsets.HeadYOffset, offsets.HeadZOffset]);
            AssertPose(GoldenPoses.Numbers(calibration.GetProperty("pose_of_calibration_input")), forward, settings);
            AssertPose(WithWrappedHead(GoldenPoses.Numbers(calibration.GetProperty("pose")), face, offsets), face, settings);
        }
    }

    private static void AssertPose(double[] expected, FacePose face, PuppetSettings settings)
    {
        double[] actual = GoldenPoses.Convert(face, settings, BreathingCycle.None, TimeSpan.Zero);
        Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) <= GoldenPoses.SolverTolerance);
        AssertNear("head", Head.Select(index => expected[index]), Head.Select(index => actual[index]));
    }

    private static void AssertNear(string name, IEnumerable<double> expected, IEnumerable<double> actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.True(Math.Abs(pair.First - pair.Second) <= GoldenPoses.Tolerance, $"{name}: {pair.First} {pair.Second}"));

    private static bool IsWrapped(FacePose face, ConverterSettings options) =>
        DifferencesOf(face, options).Any(difference => difference is <= -Math.PI or > Math.PI);

    private static double[] DifferencesOf(FacePose face, ConverterSettings options) =>
        [face.HeadRotation.X - options.HeadXOffset, face.HeadRotation.Y - options.HeadYOffset, face.HeadRotation.Z - options.HeadZOffset];

    /// <summary>The published formula on the differences after they are brought into (-180°, 180°].</summary>
    private static double[] WrappedHead(FacePose face, ConverterSettings options)
    {
        double[] degrees = [.. DifferencesOf(face, options).Select(difference => Math.IEEERemainder(difference, Math.Tau) * 180 / Math.PI)];
        double turn = Math.Clamp(-degrees[1], -10, 10) / 10;
        double lean = Math.Clamp(degrees[2], -15, 15) / 15;
        return [Math.Clamp(-degrees[0], -15, 15) / 15, turn, lean, turn, lean];
    }

    /// <summary>A golden pose, with the head replaced where the original would not have wrapped an angle.</summary>
    private static double[] WithWrappedHead(double[] pose, FacePose face, ConverterSettings options)
    {
        if (IsWrapped(face, options))
        {
            foreach ((int index, double value) in Head.Zip(WrappedHead(face, options)))
            {
                pose[index] = value;
            }
        }

        return pose;
    }
}
