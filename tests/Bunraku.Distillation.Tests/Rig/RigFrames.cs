using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Distillation.Rig;

namespace Bunraku.Distillation.Tests.Rig;

/// <summary>Frames of the built-in rig, and what tests measure on them.</summary>
public sealed class RigFrames : IDisposable
{
    public const int Size = CharacterPicture.Size;
    public const int Plane = Size * Size;

    public RigPoser Poser { get; } = new(RigCharacter.Default);

    public void Dispose() => Poser.Dispose();

    public PosedFrame Render(Pose pose)
    {
        var frame = new PosedFrame(FrameParts.All);
        Poser.Render(pose, frame);
        return frame;
    }

    public float[] RenderFace(Pose pose)
    {
        var frame = PosedFrame.FaceOnly();
        Poser.Render(pose, frame);
        return frame.Face;
    }

    /// <summary>Random values of every range; about half of them rest.</summary>
    public static Pose RandomPose(int seed)
    {
        var random = new Random(seed);
        Pose pose = Pose.Rest;
        foreach (PoseParameter parameter in PoseParameters.All.Where(_ => random.Next(2) == 0))
        {
            pose = pose.With(parameter, parameter.Group.Minimum + ((1f - parameter.Group.Minimum) * random.NextSingle()));
        }

        return pose;
    }

    /// <summary>The ends of a parameter's range that are not its rest.</summary>
    public static float[] Ends(PoseParameter parameter) => parameter.Group.Minimum < 0f ? [-1f, 1f] : [1f];

    public static double MeanDifference(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Assert.Equal(a.Length, b.Length);
        double sum = 0.0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += Math.Abs(a[i] - b[i]);
        }

        return sum / a.Length;
    }

    /// <summary>The pixels of which a channel differs by more than a tenth of its range.</summary>
    public static List<(int Row, int Column)> ChangedPixels(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int width)
    {
        var changed = new List<(int, int)>();
        int plane = a.Length / 4;
        for (int pixel = 0; pixel < plane; pixel++)
        {
            for (int channel = 0; channel < 4; channel++)
            {
                int i = (channel * plane) + pixel;
                if (Math.Abs(a[i] - b[i]) > 0.2f)
                {
                    changed.Add((pixel / width, pixel % width));
                    break;
                }
            }
        }

        return changed;
    }
}
