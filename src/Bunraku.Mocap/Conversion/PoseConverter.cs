using Bunraku.Core.Poses;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Settings;
using static Bunraku.Mocap.Faces.Blendshape;

namespace Bunraku.Mocap.Conversion;

/// <summary>
/// Turns a face into a pose: a pure function of the face, the settings and the time. The formulas are those of the published
/// system's two converters (iFacialMocap and MediaPipe), which agree wherever neither is at fault; docs/mocap.md lists where
/// this one differs on purpose.
/// </summary>
public static class PoseConverter
{
    internal const float HeadXLimitDegrees = 15;
    internal const float HeadYLimitDegrees = 10;
    internal const float HeadZLimitDegrees = 15;

    /// <summary>The pose of a face at a time.</summary>
    public static Pose Convert(FacePose face, PuppetSettings settings, BreathingCycle breathing, TimeSpan time)
    {
        Span<double> values = stackalloc double[PoseParameters.Count];
        Convert(face, settings, breathing, time, values);
        return ToPose(values);
    }

    /// <summary>
    /// Writes the pose of a face at a time in double precision: 45 values in the order of <see cref="PoseParameters"/>.
    /// </summary>
    public static void Convert(FacePose face, PuppetSettings settings, BreathingCycle breathing, TimeSpan time, Span<double> pose)
    {
        FacePose adjusted = FaceAdjustment.Apply(face, settings);
        ConverterSettings options = settings.Converter;
        double smile = ((adjusted[MouthSmileLeft] + adjusted[MouthSmileRight]) / 2) + adjusted[MouthShrugUpper];
        double smileDegree = Progress(smile, options.SmileThresholdMin, options.SmileThresholdMax);

        Rest(settings, breathing, time, pose);
        SetEyebrows(pose, adjusted, options, smile, smileDegree);
        SetEyes(pose, adjusted, options, smileDegree);
        SetGaze(pose, adjusted, options);
        SetMouth(pose, adjusted, options, smile);
        SetHead(pose, adjusted.HeadRotation);
    }

    /// <summary>The pose of a character at rest: it does nothing but breathe, with the irises it was given.</summary>
    internal static void Rest(PuppetSettings settings, BreathingCycle breathing, TimeSpan time, Span<double> pose)
    {
        pose.Clear();
        SetPair(pose, PoseIndex.IrisSmall, settings.Converter.IrisSmallLeft, settings.Converter.IrisSmallRight);
        pose[PoseIndex.Breathing] = breathing.ValueAt(time);
    }

    internal static Pose ToPose(ReadOnlySpan<double> values)
    {
        Span<float> floats = stackalloc float[PoseParameters.Count];
        for (int index = 0; index < floats.Length; index++)
        {
            floats[index] = (float)values[index];
        }

        return Pose.FromValues(floats);
    }

    private static void SetEyebrows(Span<double> pose, FacePose face, ConverterSettings options, double smile, double smileDegree)
    {
        int down = options.EyebrowDownMode switch
        {
            EyebrowDownMode.Angry => PoseIndex.EyebrowAngry,
            EyebrowDownMode.Troubled => PoseIndex.EyebrowTroubled,
            EyebrowDownMode.Serious => PoseIndex.EyebrowSerious,
            _ => PoseIndex.EyebrowLowered,
        };
        double frowning = 1 - smileDegree;
        SetPair(
            pose,
            PoseIndex.EyebrowRaised,
            Clamp(face[BrowInnerUp] + face[BrowOuterUpLeft]),
            Clamp(face[BrowInnerUp] + face[BrowOuterUpRight]));
        SetPair(
            pose,
            down,
            frowning * Progress(face[BrowDownLeft], 0, options.EyebrowDownMax),
            frowning * Progress(face[BrowDownRight], 0, options.EyebrowDownMax));
        double happy = Clamp(smile) * smileDegree;
        SetPair(pose, PoseIndex.EyebrowHappy, happy, happy);
    }

    private static void SetEyes(Span<double> pose, FacePose face, ConverterSettings options, double smileDegree)
    {
        double blinkLeft = Progress(face[EyeBlinkLeft], 0, options.EyeBlinkMax);
        double blinkRight = Progress(face[EyeBlinkRight], 0, options.EyeBlinkMax);
        SetPair(
            pose,
            PoseIndex.EyeSurprised,
            Progress(face[EyeWideLeft], 0, options.EyeSurprisedMax),
            Progress(face[EyeWideRight], 0, options.EyeSurprisedMax));
        SetPair(pose, ClosedEye(options), (1 - smileDegree) * blinkLeft, (1 - smileDegree) * blinkRight);
        SetPair(pose, PoseIndex.EyeHappyWink, smileDegree * blinkLeft, smileDegree * blinkRight);
        SetPair(
            pose,
            PoseIndex.EyeRaisedLowerEyelid,
            Progress(face[CheekSquintLeft], options.CheekSquintMin, options.CheekSquintMax),
            Progress(face[CheekSquintRight], options.CheekSquintMin, options.CheekSquintMax));
    }

    /// <summary>Where a closing eye goes in the pose: to the left one; the right is after it.</summary>
    internal static int ClosedEye(ConverterSettings options) =>
        options.WinkMode == WinkMode.Relaxed ? PoseIndex.EyeRelaxed : PoseIndex.EyeWink;

    private static void SetGaze(Span<double> pose, FacePose face, ConverterSettings options)
    {
        double right = face[EyeLookInLeft] - face[EyeLookOutLeft] - face[EyeLookInRight] + face[EyeLookOutRight];
        double up = face[EyeLookUpLeft] + face[EyeLookUpRight] - face[EyeLookDownLeft] - face[EyeLookDownRight];
        pose[PoseIndex.IrisRotationX] = Clamp(up / 2 * options.EyeRotationFactor, -1, 1);
        pose[PoseIndex.IrisRotationY] = Clamp(right / 2 * options.EyeRotationFactor, -1, 1);
    }

    private static void SetMouth(Span<double> pose, FacePose face, ConverterSettings options, double smile)
    {
        SetPair(pose, PoseIndex.MouthRaisedCorner, Clamp(smile), Clamp(smile));
        if (TryTargetOf(face, options, out MouthTarget target))
        {
            MouthVowels vowels = MouthSolver.Solve(target);
            double round = Clamp(vowels.Uuu + vowels.Ooo);
            bool hasRound = options.MouthFunnelMax > options.MouthFunnelMin;
            double openness = Progress(face[MouthFunnel], options.MouthFunnelMin, options.MouthFunnelMax);
            pose[PoseIndex.MouthAaa] = vowels.Aaa;
            pose[PoseIndex.MouthIii] = vowels.Iii;
            pose[PoseIndex.MouthUuu] = hasRound ? round * (1 - openness) : 0;
            pose[PoseIndex.MouthOoo] = hasRound ? round * openness : 0;
        }
        else
        {
            double frown = Progress(face[MouthFrownLeft] + face[MouthFrownRight], 0, options.MouthFrownMax);
            SetPair(pose, PoseIndex.MouthLoweredCorner, frown, frown);
        }
    }

    /// <summary>What an open mouth looks like; false where the mouth is closed.</summary>
    internal static bool TryTargetOf(FacePose face, ConverterSettings options, out MouthTarget target)
    {
        double open = Progress(face[JawOpen], options.JawOpenMin, options.JawOpenMax);
        target = new MouthTarget(open, Clamp(face[MouthLowerDownLeft] + face[MouthLowerDownRight]), face[MouthFunnel], face[MouthPucker]);
        return open > 0;
    }

    private static void SetHead(Span<double> pose, EulerAngles head)
    {
        double turn = Fraction(-head.Y, HeadYLimitDegrees);
        double lean = Fraction(head.Z, HeadZLimitDegrees);
        pose[PoseIndex.HeadX] = Fraction(-head.X, HeadXLimitDegrees);
        pose[PoseIndex.HeadY] = turn;
        pose[PoseIndex.BodyY] = turn;
        pose[PoseIndex.NeckZ] = lean;
        pose[PoseIndex.BodyZ] = lean;
    }

    private static double Fraction(double radians, double limitDegrees) =>
        Clamp(double.RadiansToDegrees(radians), -limitDegrees, limitDegrees) / limitDegrees;

    private static void SetPair(Span<double> pose, int left, double leftValue, double rightValue)
    {
        pose[left] = leftValue;
        pose[left + 1] = rightValue;
    }

    /// <summary>How far a value has come from a minimum to a maximum, 0 to 1; 0 where the minimum is not below the maximum.</summary>
    private static double Progress(double value, double minimum, double maximum) =>
        maximum > minimum ? Clamp((value - minimum) / (maximum - minimum)) : 0;

    /// <summary>A NaN, which sums of huge weights can make, becomes the value nearest to rest.</summary>
    private static double Clamp(double value, double minimum = 0, double maximum = 1) =>
        double.IsNaN(value) ? 0 : Math.Clamp(value, minimum, maximum);
}
