using Bunraku.Siren.Kernels;
using Bunraku.Siren.Memory;

namespace Bunraku.Conv.Maps;

/// <summary>
/// Square planes of features. What is stored may still lack its norm and its rectifier, which readers apply while they read:
/// value = rectifier(scale * stored + shift) + <see cref="Base"/>.
/// </summary>
internal sealed unsafe class FeatureMap
{
    // Planes a power of two apart would share the same lines of the nearest cache.
    private const int PlanePadding = 48;

    private FeatureMap(int channels, int size, float* planes, EngineMemory memory)
    {
        Channels = channels;
        Size = size;
        Planes = planes;
        Scale = memory.Take(channels);
        Shift = memory.Take(channels);
        new Span<float>(Scale, channels).Fill(1f);
    }

    public int Channels { get; }

    /// <summary>Rows, and columns.</summary>
    public int Size { get; }

    /// <summary>Floats from one plane to the next.</summary>
    public int Stride => StrideOf(Size);

    public float* Planes { get; }

    /// <summary>[channels]: 1 unless a norm was computed.</summary>
    public float* Scale { get; }

    /// <summary>[channels]: 0 unless a norm was computed.</summary>
    public float* Shift { get; }

    public Rectifier Rectifier { get; private init; } = Rectifier.None;

    /// <summary>What is added after the rectifier, or null: a complete map of the same shape.</summary>
    public FeatureMap? Base { get; private init; }

    /// <summary>A map that lives as long as the engine.</summary>
    public static FeatureMap Lasting(EngineMemory memory, int channels, int size, Rectifier? rectifier = null) =>
        new(channels, size, memory.TakeUninitialized(channels * StrideOf(size)), memory) { Rectifier = rectifier ?? Rectifier.None };

    /// <summary>A map that lives as long as its network runs.</summary>
    public static FeatureMap Passing(Workspace workspace, int channels, int size, Rectifier? rectifier = null) =>
        new(channels, size, workspace.Take(channels * StrideOf(size)), workspace.Lasting) { Rectifier = rectifier ?? Rectifier.None };

    /// <summary>Another reading of the same stored values, with a separate norm and with a base.</summary>
    public FeatureMap On(FeatureMap @base, EngineMemory memory) => new(Channels, Size, Planes, memory) { Base = @base };

    public float* Row(int channel, int row) => Planes + ((nint)channel * Stride) + (row * Size);

    /// <summary>Stores the 32 pixels of a tile.</summary>
    /// <param name="row">The tile's row.</param>
    /// <param name="column">Its first column.</param>
    /// <param name="tile">[channels][32].</param>
    public void StoreTile(int row, int column, float* tile)
    {
        for (int channel = 0; channel < Channels; channel++)
        {
            TileRow(tile, channel).CopyTo(new Span<float>(Row(channel, row) + column, Tile.Pixels));
        }
    }

    /// <summary>Reads the stored values of 32 pixels.</summary>
    /// <inheritdoc cref="StoreTile"/>
    public void LoadTile(int row, int column, float* tile)
    {
        for (int channel = 0; channel < Channels; channel++)
        {
            new ReadOnlySpan<float>(Row(channel, row) + column, Tile.Pixels).CopyTo(TileRow(tile, channel));
        }
    }

    /// <summary>Copies the stored values without the gaps between planes: [channels][size][size].</summary>
    public void CopyTo(Span<float> values)
    {
        int count = Size * Size;
        for (int channel = 0; channel < Channels; channel++)
        {
            new ReadOnlySpan<float>(Row(channel, 0), count).CopyTo(values[(channel * count)..]);
        }
    }

    private static int StrideOf(int size) => (size * size) + PlanePadding;

    private static Span<float> TileRow(float* tile, int channel) => new(tile + (channel * Tile.Pixels), Tile.Pixels);
}
