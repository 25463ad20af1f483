using Bunraku.Core.Teachers;

namespace Bunraku.Siren.Training.Simd;

/// <summary>
/// What is computed of an example, drawn from a generator that is a function of seed, place in the batch and place in the picture: nothing has to be stored to draw the same again.
/// </summary>
internal static class ExampleDraw
{
    private const ulong ExampleStride = 0xD1342543DE82EF95;

    /// <summary>What a part of the picture counts: the inverse of its probability, or 0 if it is not computed.</summary>
    /// <param name="seed">The seed of the step.</param>
    /// <param name="example">The place of the example in the batch.</param>
    /// <param name="part">The number of the part.</param>
    /// <param name="probability">Above 0 and at most 1.</param>
    public static float Weight(ulong seed, int example, int part, double probability) =>
        RecipeH.Unit(unchecked(seed + (((ulong)example + 1) * ExampleStride)), part) < probability ? (float)(1 / probability) : 0f;
}
