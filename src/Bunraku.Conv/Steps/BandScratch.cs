using Bunraku.Conv.Kernels;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Steps;

/// <summary>The memory of one thread. It stays in the second-level cache from the depthwise convolution through the product.</summary>
internal sealed unsafe class BandScratch
{
    /// <summary>Rows of a band of the last convolutions.</summary>
    public const int HeadRows = 4;

    /// <summary>The floats of a thread.</summary>
    public const int Floats = WindowFloats + BandPixels + TileFloats + HeadFloats + PatchFloats + (Parts * PartFloats) + 1024;

    /// <summary>Floats in the windows of a group of channels: most of a nearest cache.</summary>
    public const int WindowFloats = 8 << 10;

    /// <summary>Floats in the tiles of the largest band: 96 channels of two rows of 512.</summary>
    public const int TileFloats = 96 * 2 * LargestSize;

    private const int LargestSize = 512;
    private const int BandPixels = 4 * LargestSize;

    // 64 channels at 256 x 256; 32 channels at 512 x 512 are less.
    private const int HeadFloats = 64 * (HeadRows + 2) * (256 + (2 * WindowLayout.Margin));
    private const int PatchFloats = 64 * 9 * Tile.Pixels;
    private const int Parts = 6, PartFloats = 12 * Tile.Pixels;

    public BandScratch(EngineMemory memory)
    {
        Windows = memory.Take(WindowFloats);
        Channel = memory.Take(BandPixels);
        Tiles = memory.Take(TileFloats);
        HeadWindows = memory.Take(HeadFloats);
        Patches = memory.Take(PatchFloats);
        Head = memory.Take(PartFloats);
        First = memory.Take(PartFloats);
        Second = memory.Take(PartFloats);
        Third = memory.Take(PartFloats);
        Fourth = memory.Take(PartFloats);
        Fifth = memory.Take(PartFloats);
    }

    /// <summary>The rows of some channels that a depthwise kernel reads.</summary>
    public float* Windows { get; }

    /// <summary>[rows][width]: what a depthwise kernel gives of one channel.</summary>
    public float* Channel { get; }

    /// <summary>[tile][channel][32]: what the product reads.</summary>
    public float* Tiles { get; }

    /// <summary>[channel]: the windows of all channels, for the last convolutions of a network.</summary>
    public float* HeadWindows { get; }

    /// <summary>[channel][3][3][32]: what each tap of a 3x3 convolution sees of a tile.</summary>
    public float* Patches { get; }

    /// <summary>[12][32]: what the last convolutions give for a tile.</summary>
    public float* Head { get; }

    /// <summary>[12][32], for parts of pictures.</summary>
    public float* First { get; }

    /// <inheritdoc cref="First"/>
    public float* Second { get; }

    /// <inheritdoc cref="First"/>
    public float* Third { get; }

    /// <inheritdoc cref="First"/>
    public float* Fourth { get; }

    /// <inheritdoc cref="First"/>
    public float* Fifth { get; }
}
