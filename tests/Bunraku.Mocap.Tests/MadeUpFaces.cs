using Bunraku.Mocap.Faces;
using CsCheck;

namespace Bunraku.Mocap.Tests;

/// <summary>Faces that nobody ever made, for tests.</summary>
internal static class MadeUpFaces
{
    /// <summary>Faces of any finite weights and angles, mostly ordinary ones.</summary>
    public static Gen<FacePose> Any { get; } = Of(
        Gen.Frequency((8, Gen.Double[-0.5, 1.5]), (1, Gen.Double)),
        Gen.Frequency((8, Gen.Double[-4, 4]), (1, Gen.Double)));

    /// <summary>Faces whose weights and angles a tracker could send.</summary>
    public static Gen<FacePose> Ordinary { get; } = Of(Gen.Double[-0.5, 1.5], Gen.Double[-3, 3]);

    private static Gen<FacePose> Of(Gen<double> weight, Gen<double> angle) => Gen.Select(
        weight.Array[Blendshapes.Count],
        angle.Array[3],
        (weights, head) => new FacePose(weights) { HeadRotation = new EulerAngles(head[0], head[1], head[2]) });

    /// <summary>A face with one weight set.</summary>
    public static FacePose With(Blendshape blendshape, double weight, double seconds = 0)
    {
        double[] weights = new double[Blendshapes.Count];
        weights[(int)blendshape] = weight;
        return new FacePose(weights) { Timestamp = TimeSpan.FromSeconds(seconds) };
    }

    /// <summary>A face with its head turned, in degrees.</summary>
    public static FacePose Turned(double x, double y, double z, double seconds = 0) =>
        new(new double[Blendshapes.Count]) { HeadRotation = EulerAngles.FromDegrees(x, y, z), Timestamp = TimeSpan.FromSeconds(seconds) };

    /// <summary>A minute-long made-up performance at a rate: nodding, blinking, speaking.</summary>
    public static IEnumerable<FacePose> Performance(int count, double rate = 60)
    {
        double[] weights = new double[Blendshapes.Count];
        for (int index = 0; index < count; index++)
        {
            double t = index / rate;
            weights[(int)Blendshape.JawOpen] = Math.Max(0, Math.Sin(7 * t));
            weights[(int)Blendshape.EyeBlinkLeft] = weights[(int)Blendshape.EyeBlinkRight] = Math.Max(0, (10 * Math.Sin(2 * t)) - 9);
            weights[(int)Blendshape.MouthPucker] = 0.5 + (0.5 * Math.Cos(3 * t));
            yield return new FacePose(weights)
            {
                HeadRotation = EulerAngles.FromDegrees(10 * Math.Sin(t), 8 * Math.Cos(1.3 * t), 5 * Math.Sin(0.7 * t)),
                Timestamp = TimeSpan.FromSeconds(t),
            };
        }
    }
}
