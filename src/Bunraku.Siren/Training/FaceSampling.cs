namespace Bunraku.Siren.Training;

/// <summary>
/// Which part of the face crop an example of the face network is computed on. Runs of 32 pixels of a row are drawn at random, those that touch the
/// mask with another probability than the others. They are weighted with its inverse, so that the expected loss and gradient are those of all pixels.
/// </summary>
/// <param name="Mask">The probability, above 0 and at most 1, of a run that touches the mask.</param>
/// <param name="Rest">The probability, above 0 and at most 1, of another run.</param>
public sealed record FaceSampling(double Mask, double Rest)
{
    /// <summary>What pays on a processor; docs/distiller.md has the measurement.</summary>
    public static FaceSampling Usual { get; } = new(Mask: 0.12, Rest: 0.04);
}
