namespace Bunraku.Core.Images.Doctor;

/// <summary>A flat background that is made transparent, from the border inwards.</summary>
/// <param name="Color">Its colour.</param>
/// <param name="Tolerance">How far a pixel's colour may be from it and still be background: 0 to 100, where 100 is as far as black from white to the eye (Oklab).</param>
/// <param name="Enclosed">Whether patches of the colour that the character encloses, as between arm and body, go too.</param>
public sealed record BackgroundCut(SrgbColor Color, double Tolerance, bool Enclosed)
{
    /// <summary>What suits most drawings on a clean background.</summary>
    public const double UsualTolerance = 5;
}
