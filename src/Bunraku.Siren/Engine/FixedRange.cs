using Bunraku.Siren.Kernels;
using Bunraku.Siren.Preparation;

namespace Bunraku.Siren.Engine;

/// <summary>Whether fixed point can hold the weights of a student. <see cref="ArithmeticTrial"/> measures how well.</summary>
internal static class FixedRange
{
    // In half turns. Three such terms stay far below the 2^16 half turns that are rounded to an int32.
    private const float LargestReach = 1 << 14;

    /// <summary>Whether all weights are numbers, those of hidden layers fit into 16 bits, and no argument of a first layer can overflow.</summary>
    public static bool Holds(FoldedStudent student)
    {
        FoldedLayer[] hidden = [.. student.FaceHidden, .. student.CoarseHidden, .. student.MiddleHidden, .. student.FineHidden];
        FoldedInput[] inputs = [student.FaceInput, student.CoarseInput, student.MiddleInput, student.FineInput];
        return hidden.All(layer => FixedLayer.Fits(layer.Matrix.Span) && AreFinite(layer.Bias))
            && inputs.All(input => AreFinite(input.Bias) && AreFinite(input.PoseColumns) && IsWithinReach(input.ColumnWeights) && IsWithinReach(input.RowWeights))
            && IsWithinReach(student.MiddleFeatures)
            && IsWithinReach(student.FineFeatures)
            && AreFinite(student.FaceLast.Matrix)
            && AreFinite(student.BodyLast.Matrix);
    }

    private static bool AreFinite(ReadOnlyMemory<float> values) => !values.Span.ContainsAnyExceptInRange(float.MinValue, float.MaxValue);

    private static bool IsWithinReach(ReadOnlyMemory<float> values) => !values.Span.ContainsAnyExceptInRange(-LargestReach, LargestReach);

    private static bool IsWithinReach(FoldedLayer features) => Enumerable.Range(0, features.Outputs).All(
        row => SineReach.Of(features.Matrix.Span.Slice(row * features.Inputs, features.Inputs)) <= LargestReach);
}
