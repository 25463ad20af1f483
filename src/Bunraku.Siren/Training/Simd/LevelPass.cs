using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Training.Simd;

/// <summary>A group of tiles through all layers of a level, and back.</summary>
internal static unsafe class LevelPass<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Runs the sine layers. The arguments of the first sine are where its sines will be.</summary>
    /// <param name="level">The level.</param>
    /// <param name="example">The place of the example in the batch.</param>
    /// <param name="tiles">Tiles in the group.</param>
    /// <param name="scratch">The worker's memory.</param>
    public static void Forward(TrainedLevel level, int example, int tiles, TrainingScratch scratch)
    {
        bool fast = level.Input.FastSineIsSafe(example);
        for (int layer = 0; layer < level.Channels.Length; layer++)
        {
            float* sines = scratch.Sines + level.Offset(layer), cosines = scratch.Cosines + level.Offset(layer);
            if (layer > 0)
            {
                TrainedMatrix matrix = level.Hidden[layer - 1];
                Multiply(matrix, scratch.Sines + level.Offset(layer - 1), level.TileFloats(layer - 1), sines, level.TileFloats(layer), tiles);
                fast = matrix.FastSineIsSafe;
            }

            for (int tile = 0; tile < tiles; tile++)
            {
                int offset = tile * level.TileFloats(layer);
                SineCosine<TLanes, TVector>.InPlace(sines + offset, cosines + offset, level.Channels[layer] * Tile.Pixels, fast);
            }
        }
    }

    /// <summary>The features of the group that the product is applied to: [tile][channel][32].</summary>
    public static float* Features(TrainedLevel level, TrainingScratch scratch) => scratch.Sines + level.Offset(level.Hidden.Length);

    /// <summary>Goes back from the gradient of the product to that of the first sine's arguments, adding to all sums of the level's matrices.</summary>
    /// <param name="level">The level.</param>
    /// <param name="band">The band that the tiles belong to.</param>
    /// <param name="tiles">Tiles in the group.</param>
    /// <param name="scratch">The worker's memory; the gradient of the product is in <see cref="TrainingScratch.Gradient"/>.</param>
    /// <returns>The gradient before the first sine: [tile][channel][32].</returns>
    public static float* Backward(TrainedLevel level, int band, int tiles, TrainingScratch scratch)
    {
        float* gradient = scratch.Gradient, next = scratch.OtherGradient;
        for (int layer = level.Hidden.Length; layer >= 0; layer--)
        {
            TrainedMatrix matrix = layer == level.Hidden.Length ? level.Product : level.Hidden[layer];
            AddWeightGradient(level, layer, matrix, band, tiles, gradient, scratch);
            for (int tile = 0; tile < tiles; tile++)
            {
                float* target = next + (tile * level.GradientFloats);
                DenseLayer<TLanes, TVector>.Run(matrix.Backward, gradient + (tile * level.GradientFloats), target, Tile.Pixels);
                float* cosine = scratch.Cosines + level.Offset(layer) + (tile * level.TileFloats(layer));
                ChannelGradient<TLanes, TVector>.ThroughSine(level.Channels[layer], target, cosine);
            }

            float* done = gradient;
            gradient = next;
            next = done;
        }

        return gradient;
    }

    /// <summary>Applies a matrix to every tile of a group.</summary>
    public static void Multiply(TrainedMatrix matrix, float* input, int inputFloats, float* output, int outputFloats, int tiles)
    {
        for (int tile = 0; tile < tiles; tile++)
        {
            DenseLayer<TLanes, TVector>.Run(matrix.Forward, input + (tile * inputFloats), output + (tile * outputFloats), Tile.Pixels);
        }
    }

    private static void AddWeightGradient(
        TrainedLevel level, int layer, TrainedMatrix matrix, int band, int tiles, float* gradient, TrainingScratch scratch)
    {
        for (int tile = 0; tile < tiles; tile++)
        {
            float* input = scratch.Sines + level.Offset(layer) + (tile * level.TileFloats(layer));
            TileTranspose<TLanes, TVector>.Run(matrix.Inputs, input, scratch.Transposed + (tile * Tile.Pixels * matrix.Columns), matrix.Columns);
            if (matrix.HasBias)
            {
                ChannelGradient<TLanes, TVector>.AddSums(matrix.Outputs, gradient + (tile * level.GradientFloats), matrix.BiasSums(band));
            }
        }

        WeightGradient<TLanes, TVector>.Add(
            matrix.Forward, gradient, level.GradientFloats, scratch.Transposed, tiles, matrix.WeightSums(band), matrix.Columns);
    }
}
