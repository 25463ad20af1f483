using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Sources.Decoding;

/// <summary>Makes eyeLook blendshapes from the rotations of the eyes, for trackers that send only these.</summary>
internal static class GazeShapes
{
    /// <summary>Raises the eight eyeLook weights to what the rotations show.</summary>
    /// <param name="weights">The 52 weights.</param>
    /// <param name="left">The left eye: positive x looks down, positive y to the person's left.</param>
    /// <param name="right">The right eye.</param>
    /// <param name="fullDegrees">The rotation that makes a weight 1.</param>
    public static void Raise(Span<double> weights, EulerAngles left, EulerAngles right, double fullDegrees)
    {
        double scale = 1 / double.DegreesToRadians(fullDegrees);
        RaisePair(weights, Blendshape.EyeLookOutLeft, Blendshape.EyeLookInLeft, left.Y * scale);
        RaisePair(weights, Blendshape.EyeLookInRight, Blendshape.EyeLookOutRight, right.Y * scale);
        RaisePair(weights, Blendshape.EyeLookDownLeft, Blendshape.EyeLookUpLeft, left.X * scale);
        RaisePair(weights, Blendshape.EyeLookDownRight, Blendshape.EyeLookUpRight, right.X * scale);
    }

    private static void RaisePair(Span<double> weights, Blendshape positive, Blendshape negative, double amount)
    {
        ref double weight = ref weights[(int)(amount >= 0 ? positive : negative)];
        weight = Math.Max(weight, Math.Min(Math.Abs(amount), 1));
    }
}
