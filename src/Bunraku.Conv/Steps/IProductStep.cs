namespace Bunraku.Conv.Steps;

/// <summary>A step whose work is mostly a product, which can be measured without what is around it.</summary>
internal interface IProductStep : IStep
{
    /// <summary>The multiply-adds of the product over all bands.</summary>
    long MultiplyAdds { get; }

    /// <summary>Computes the product of one band from whatever the tiles hold.</summary>
    /// <param name="band">0 to <see cref="IStep.Bands"/> - 1.</param>
    /// <param name="scratch">The memory of the calling thread.</param>
    void RunProduct(int band, BandScratch scratch);
}
