namespace Bunraku.Core.Images;

/// <summary>The five backgrounds of the puppeteer programs, in their order on screen.</summary>
public enum PuppeteerBackground
{
    /// <summary>No background: the alpha channel stays.</summary>
    Transparent = 0,

    /// <summary>Opaque green, for a chroma key.</summary>
    Green = 1,

    /// <summary>Opaque blue, for a chroma key.</summary>
    Blue = 2,

    /// <summary>Opaque black.</summary>
    Black = 3,

    /// <summary>Opaque white.</summary>
    White = 4,
}
