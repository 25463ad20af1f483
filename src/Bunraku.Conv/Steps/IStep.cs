namespace Bunraku.Conv.Steps;

/// <summary>One step of a network, cut into bands of rows that may be computed in any order. The next step begins when all bands are done.</summary>
internal interface IStep
{
    int Bands { get; }

    /// <summary>Prepares for a run; called before the first step of a frame.</summary>
    void Begin();

    /// <summary>Computes one band.</summary>
    /// <param name="band">0 to <see cref="Bands"/> - 1.</param>
    /// <param name="scratch">The memory of the calling thread.</param>
    void Run(int band, BandScratch scratch);
}
