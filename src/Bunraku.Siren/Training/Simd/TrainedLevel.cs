using Bunraku.Siren.Kernels;

namespace Bunraku.Siren.Training.Simd;

/// <summary>The layers that a tile goes through without leaving its level, and where their activations lie in scratch memory.</summary>
internal sealed class TrainedLevel
{
    private readonly int[] _offsets;

    public TrainedLevel(TrainedInput input, TrainedMatrix[] hidden, TrainedMatrix product)
    {
        Input = input;
        Hidden = hidden;
        Product = product;
        int[] channels = [input.Channels, .. hidden.Select(matrix => matrix.Outputs)];
        Channels = channels;
        _offsets = new int[channels.Length];
        for (int layer = 0; layer < channels.Length; layer++)
        {
            _offsets[layer] = Floats;
            Floats += TrainingScratch.GroupTiles * TileFloats(layer);
        }

        GradientFloats = WholeVectors(channels.Max()) * Tile.Pixels;
    }

    /// <summary>The first sine layer's position and pose terms.</summary>
    public TrainedInput Input { get; }

    /// <summary>The sine layers that follow.</summary>
    public TrainedMatrix[] Hidden { get; }

    /// <summary>The network's last layer, or the feature columns of the next level's first layer.</summary>
    public TrainedMatrix Product { get; }

    /// <summary>The channels of each sine layer.</summary>
    public int[] Channels { get; }

    /// <summary>Floats of all activations of a group.</summary>
    public int Floats { get; }

    /// <summary>Floats from one tile of a gradient to the next: as many as the widest layer needs.</summary>
    public int GradientFloats { get; }

    /// <summary>Whether the fast sine is right for every argument of a layer.</summary>
    public bool FastSineIsSafe(int layer) =>
        layer == 0 ? Input.FastSineIsSafe : Hidden[layer - 1].FastSineIsSafe;

    /// <summary>Where a tile's activations of a layer begin: [channel][32].</summary>
    public int Offset(int layer, int tile) => _offsets[layer] + (tile * TileFloats(layer));

    /// <summary>Floats from one tile of a layer's activations to the next.</summary>
    public int TileFloats(int layer) => WholeVectors(Channels[layer]) * Tile.Pixels;

    // The transposition reads whole vectors of channels.
    private static int WholeVectors(int channels) => (channels + 15) / 16 * 16;
}
