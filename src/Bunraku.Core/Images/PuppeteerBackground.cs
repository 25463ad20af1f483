namespace Bunraku.Core.Images;

/// <summary>The five backgrounds of the puppeteer programs, in their order on screen.</summary>
public enum PuppeteerBackground
{
    Transparent = 0,
    Green = 1,
    Blue = 2,
    Black = 3,
    White = 4,
}
