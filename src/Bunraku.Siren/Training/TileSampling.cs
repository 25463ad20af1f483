using Bunraku.Siren.Support;

namespace Bunraku.Siren.Training;

/// <summary>
/// Which part of the frame an example of the body network is computed on. Blocks of pixels are drawn at random, those inside the support with another
/// probability than those outside. They are weighted with its inverse, so that the expected loss and gradient are those of the full frame. The
/// support is followed in squares of 8 pixels; blocks are 32 pixels wide inside and 64 outside, where lone blocks would cost more than they tell.
/// </summary>
/// <param name="Support">The pixels that any pose can reach.</param>
/// <param name="Inside">The probability, above 0 and at most 1, of a block inside the support.</param>
/// <param name="Outside">The probability, above 0 and at most 1, of a block outside.</param>
public sealed record TileSampling(SupportMask Support, double Inside, double Outside)
{
    /// <summary>What pays on a processor, for <see cref="Inside"/>.</summary>
    public const double UsualInside = 0.1;

    /// <summary>The same for <see cref="Outside"/>: not far below, because the grid change is a target there too, and a rare block weighs as much as it is rare.</summary>
    public const double UsualOutside = 0.05;
}
