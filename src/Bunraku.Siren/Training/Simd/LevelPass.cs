using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Training.Simd;

/// <summary>A group of tiles through all layers of a level, and back.</summary>
internal static unsafe class LevelPass<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Runs the sine layers, keeping their arguments.</summary>
    /// <param name="level">The level.</param>
    /// <param name="tiles">Tiles in the group.</param>
    /// <param name="arguments">Room for the group's arguments, laid out like its activations; those of the first sine are there already.</param>
    /// <param name="scratch">The worker's memory; receives the sines.</param>
    public static void Forward(TrainedLevel level, int tiles, float* arguments, TrainingScratch scratch)
    {
        for (int layer = 0; layer < level.Channels.Length; layer++)
        {
            if (layer > 0)
            {
                MultiplyInto(level, layer, tiles, arguments, scratch);
            }

            for (int tile = 0; tile < tiles; tile++)
            {
                float* from = arguments + level.Offset(layer, tile), to = scratch.Sines + level.Offset(layer, tile);
                int count = level.Channels[layer] * Tile.Pixels;
                if (level.FastSineIsSafe(layer))
                {
                    Sine<TLanes, TVector>.Run(from, to, count);
                }
                else
                {
                    SlowSine.Run(from, to, count);
                }
            }
        }
    }

    /// <summary>The same, for a group that goes back at once: the sines take the place of the arguments, and the cosines are computed too.</summary>
    public static void ForwardWithCosines(TrainedLevel level, int tiles, TrainingScratch scratch)
    {
        for (int layer = 0; layer < level.Channels.Length; layer++)
        {
            if (layer > 0)
            {
                MultiplyInto(level, layer, tiles, scratch.Sines, scratch);
            }

            AddCosines(level, layer, tiles, scratch.Sines, scratch);
        }
    }

    /// <summary>Brings back the sines and cosines of a group from the arguments that were kept.</summary>
    public static void Recall(TrainedLevel level, int tiles, float* arguments, TrainingScratch scratch)
    {
        for (int layer = 0; layer < level.Channels.Length; layer++)
        {
            AddCosines(level, layer, tiles, arguments, scratch);
        }
    }

    /// <summary>The features of the group that the product is applied to: [tile][channel][32].</summary>
    public static float* Features(TrainedLevel level, TrainingScratch scratch) => scratch.Sines + level.Offset(level.Hidden.Length, 0);

    /// <summary>Goes back from the gradient of the product to that of the first sine's arguments, adding to all sums of the level's matrices.</summary>
    /// <param name="level">The level.</param>
    /// <param name="band">The band that the tiles belong to.</param>
    /// <param name="tiles">Tiles in the group.</param>
    /// <param name="scratch">The worker's memory; the positions are there, and the gradient of the product is in <see cref="TrainingScratch.Gradient"/>.</param>
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
                float* cosine = scratch.Cosines + level.Offset(layer, tile);
                if (layer > 0)
                {
                    ChannelGradient<TLanes, TVector>.ThroughSine(level.Channels[layer], target, cosine, level.Hidden[layer - 1].BiasSums(band));
                }
                else
                {
                    int pixel = tile * Tile.Pixels;
                    level.Input.ThroughSine<TLanes, TVector>(band, target, cosine, scratch.X + pixel, scratch.Y + pixel);
                }
            }

            float* done = gradient;
            gradient = next;
            next = done;
        }

        return gradient;
    }

    /// <summary>Applies the level's product to the features of a group; the result goes where its gradient will be.</summary>
    public static void MultiplyProduct(TrainedLevel level, int tiles, TrainingScratch scratch) => Multiply(
        level.Product,
        Features(level, scratch),
        level.TileFloats(level.Hidden.Length),
        scratch.Gradient,
        level.GradientFloats,
        tiles);

    private static void MultiplyInto(TrainedLevel level, int layer, int tiles, float* arguments, TrainingScratch scratch) => Multiply(
        level.Hidden[layer - 1],
        scratch.Sines + level.Offset(layer - 1, 0),
        level.TileFloats(layer - 1),
        arguments + level.Offset(layer, 0),
        level.TileFloats(layer),
        tiles);

    private static void AddCosines(TrainedLevel level, int layer, int tiles, float* arguments, TrainingScratch scratch)
    {
        bool fast = level.FastSineIsSafe(layer);
        for (int tile = 0; tile < tiles; tile++)
        {
            int offset = level.Offset(layer, tile);
            SineCosine<TLanes, TVector>.Run(
                arguments + offset, scratch.Sines + offset, scratch.Cosines + offset, level.Channels[layer] * Tile.Pixels, fast);
        }
    }

    private static void AddWeightGradient(
        TrainedLevel level, int layer, TrainedMatrix matrix, int band, int tiles, float* gradient, TrainingScratch scratch)
    {
        for (int tile = 0; tile < tiles; tile++)
        {
            float* input = scratch.Sines + level.Offset(layer, tile);
            TileTranspose<TLanes, TVector>.Run(matrix.Inputs, input, scratch.Transposed + (tile * Tile.Pixels * matrix.Columns), matrix.Columns);
            if (matrix == level.Product && matrix.HasBias)
            {
                ChannelGradient<TLanes, TVector>.AddSums(matrix.Outputs, gradient + (tile * level.GradientFloats), matrix.BiasSums(band));
            }
        }

        WeightGradient<TLanes, TVector>.Add(
            matrix.Forward, gradient, level.GradientFloats, scratch.Transposed, tiles, matrix.WeightSums(band), matrix.Columns, matrix.TakesFirst(band));
    }

    private static void Multiply(TrainedMatrix matrix, float* input, int inputFloats, float* output, int outputFloats, int tiles)
    {
        for (int tile = 0; tile < tiles; tile++)
        {
            DenseLayer<TLanes, TVector>.Run(matrix.Forward, input + (tile * inputFloats), output + (tile * outputFloats), Tile.Pixels);
        }
    }
}
