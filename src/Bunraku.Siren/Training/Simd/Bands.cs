namespace Bunraku.Siren.Training.Simd;

/// <summary>
/// Every level is cut into the same number of bands of rows. A band is one piece of work and has its own sums, which are added up in
/// one order: so the result depends neither on timing nor on the number of threads.
/// </summary>
internal static class Bands
{
    public const int Count = 16;
}
