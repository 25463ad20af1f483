using System.Buffers.Binary;
using System.Numerics;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sources.Decoding;

namespace Bunraku.Mocap.Sources.OpenSeeFace;

/// <summary>What one record of OpenSeeFace measures, in our axes and as our blendshapes.</summary>
internal readonly ref struct OpenSeeFaceMeasures(ReadOnlySpan<byte> record)
{
    private const int RightOpenOffset = 20;
    private const int LeftOpenOffset = 24;
    private const int QuaternionOffset = 33;
    private const int Points3DOffset = 889;
    private const int FeaturesOffset = 1729;
    private const int FeatureCount = 14;
    private const int RightPupil = 66;
    private const int LeftPupil = 67;
    private const int RightCentre = 68;
    private const int LeftCentre = 69;

    /// <summary>The turn of an eyeball that means a full look to the side.</summary>
    private const double FullGazeDegrees = 30;

    /// <summary>The converter's jaw is fully open at 0.4 and its dead zone ends at 0.1; this puts both well inside OpenSeeFace's 0 to 1.</summary>
    private const double JawScale = 0.5;

    private readonly ReadOnlySpan<byte> _record = record;

    private enum Feature
    {
        EyeLeft,
        EyeRight,
        EyebrowUpDownLeft = 3,
        EyebrowUpDownRight = 6,
        MouthCornerUpDownLeft = 8,
        MouthCornerInOutLeft = 9,
        MouthCornerUpDownRight = 10,
        MouthCornerInOutRight = 11,
        MouthOpen = 12,
        MouthWide = 13,
    }

    /// <summary>Whether all numbers that are used are finite.</summary>
    public bool AreFinite => AreFiniteAt(RightOpenOffset, 2)
        && AreFiniteAt(QuaternionOffset, 4)
        && AreFiniteAt(Points3DOffset + (RightPupil * 12), 12)
        && AreFiniteAt(FeaturesOffset, FeatureCount);

    /// <summary>
    /// The tracker works in an image with x down and y to the right, and in a face with x to the person's right; both are mirror images of
    /// the usual axes. Its quaternion is that of the inverse matrix. This undoes all three.
    /// </summary>
    public EulerAngles HeadRotation
    {
        get
        {
            var q = new Quaternion(
                Single(QuaternionOffset), Single(QuaternionOffset + 4), Single(QuaternionOffset + 8), Single(QuaternionOffset + 12));
            if (q.LengthSquared() is not (> 1e-12f and < float.PositiveInfinity))
            {
                return EulerAngles.Zero;
            }

            q = Quaternion.Normalize(q);
            Span<double> m = stackalloc double[16];
            HeadQuaternion.FillRows(m, -q.X, -q.Y, -q.Z, q.W);
            return HeadMatrix.AnglesOfRows(
            [
                -m[4], m[5], m[6], 0,
                m[0], -m[1], -m[2], 0,
                m[8], -m[9], -m[10], 0,
                0, 0, 0, 1,
            ]);
        }
    }

    public EulerAngles LeftEye => EyeRotation(LeftPupil, LeftCentre);

    public EulerAngles RightEye => EyeRotation(RightPupil, RightCentre);

    public void FillWeights(Span<double> weights)
    {
        FillEyes(weights);
        FillBrows(weights);
        FillMouth(weights);
        GazeShapes.Raise(weights, LeftEye, RightEye, FullGazeDegrees);
    }

    private void FillEyes(Span<double> weights)
    {
        weights[(int)Blendshape.EyeBlinkLeft] = Limit(Math.Max(1 - Single(LeftOpenOffset), -Of(Feature.EyeLeft)));
        weights[(int)Blendshape.EyeBlinkRight] = Limit(Math.Max(1 - Single(RightOpenOffset), -Of(Feature.EyeRight)));
        weights[(int)Blendshape.EyeWideLeft] = Limit(Of(Feature.EyeLeft));
        weights[(int)Blendshape.EyeWideRight] = Limit(Of(Feature.EyeRight));
    }

    /// <summary>What both brows have in common is the inner brow; the converter adds inner and outer.</summary>
    private void FillBrows(Span<double> weights)
    {
        double left = Of(Feature.EyebrowUpDownLeft);
        double right = Of(Feature.EyebrowUpDownRight);
        double inner = Limit(Math.Min(left, right));
        weights[(int)Blendshape.BrowInnerUp] = inner;
        weights[(int)Blendshape.BrowOuterUpLeft] = Limit(left) - inner;
        weights[(int)Blendshape.BrowOuterUpRight] = Limit(right) - inner;
        weights[(int)Blendshape.BrowDownLeft] = Limit(-left);
        weights[(int)Blendshape.BrowDownRight] = Limit(-right);
    }

    /// <summary>A corner's feature grows as the corner sinks.</summary>
    private void FillMouth(Span<double> weights)
    {
        double open = Limit(Of(Feature.MouthOpen));
        double wide = Of(Feature.MouthWide);
        double lowerLip = Limit(open + (Limit(wide) / 2)) / 2;
        weights[(int)Blendshape.JawOpen] = JawScale * open;
        weights[(int)Blendshape.MouthLowerDownLeft] = lowerLip;
        weights[(int)Blendshape.MouthLowerDownRight] = lowerLip;
        weights[(int)Blendshape.MouthPucker] = Limit(-wide);
        weights[(int)Blendshape.MouthFunnel] = Limit(-wide) / 2;
        weights[(int)Blendshape.MouthSmileLeft] = Limit(-Of(Feature.MouthCornerUpDownLeft));
        weights[(int)Blendshape.MouthSmileRight] = Limit(-Of(Feature.MouthCornerUpDownRight));
        weights[(int)Blendshape.MouthFrownLeft] = Limit(Of(Feature.MouthCornerUpDownLeft));
        weights[(int)Blendshape.MouthFrownRight] = Limit(Of(Feature.MouthCornerUpDownRight));
        weights[(int)Blendshape.MouthStretchLeft] = Limit(Of(Feature.MouthCornerInOutLeft));
        weights[(int)Blendshape.MouthStretchRight] = Limit(Of(Feature.MouthCornerInOutRight));
    }

    /// <summary>The way from the eyeball's centre to the pupil; the points are written with y and z negated.</summary>
    private EulerAngles EyeRotation(int pupil, int centre)
    {
        Vector3 way = Point(pupil) - Point(centre);
        double ahead = -way.Z;
        if (ahead <= 0)
        {
            // A pupil behind its eyeball was not measured: the points of an eye that the tracker does not see are zero.
            return EulerAngles.Zero;
        }

        return new EulerAngles(Math.Atan2(way.Y, double.Hypot(way.X, ahead)), Math.Atan2(-way.X, ahead), 0);
    }

    private Vector3 Point(int index)
    {
        int offset = Points3DOffset + (index * 12);
        return new Vector3(Single(offset), Single(offset + 4), Single(offset + 8));
    }

    private bool AreFiniteAt(int offset, int count)
    {
        for (int index = 0; index < count; index++)
        {
            if (!float.IsFinite(Single(offset + (4 * index))))
            {
                return false;
            }
        }

        return true;
    }

    private double Of(Feature feature) => Single(FeaturesOffset + (4 * (int)feature));

    private float Single(int offset) => BinaryPrimitives.ReadSingleLittleEndian(_record[offset..]);

    private static double Limit(double value) => Math.Clamp(value, 0, 1);
}
