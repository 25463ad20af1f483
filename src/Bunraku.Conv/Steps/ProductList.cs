using Bunraku.Siren.Engine;

namespace Bunraku.Conv.Steps;

/// <summary>The products of a frame alone, with the same bands and threads: what its time is compared with.</summary>
/// <param name="steps">The steps with products.</param>
/// <param name="scratch">The memory of each thread.</param>
internal sealed class ProductList(IProductStep[] steps, BandScratch[] scratch) : ITileWork
{
    public int Phases => steps.Length;

    /// <summary>The multiply-adds of all products.</summary>
    public long MultiplyAdds => steps.Sum(step => step.MultiplyAdds);

    public int TilesIn(int phase) => steps[phase].Bands;

    public void RunTile(int phase, int tile, int worker) => steps[phase].RunProduct(tile, scratch[worker]);

    /// <summary>Computes them.</summary>
    public void Run() => TilePool.Shared.Run(this, scratch.Length);
}
