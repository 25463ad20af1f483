namespace Bunraku.Siren.Training.Simd;

/// <summary>Sums that every band keeps for itself, one after the other in memory.</summary>
internal static unsafe class BandSums
{
    /// <summary>Floats of a sum that is kept lane by lane.</summary>
    public const int Lanes = 16;

    /// <summary>The sum of the lanes of one channel.</summary>
    public static float OfLanes(float* lanes)
    {
        float sum = 0f;
        for (int lane = 0; lane < Lanes; lane++)
        {
            sum += lanes[lane];
        }

        return sum;
    }
}
