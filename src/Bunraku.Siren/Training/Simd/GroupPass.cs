using Bunraku.Siren.Engine;
using Bunraku.Siren.Kernels;
using Bunraku.Siren.Lanes;

namespace Bunraku.Siren.Training.Simd;

/// <summary>
/// How a group of segments comes into a level and what it leaves there: positions, the first sine's arguments, the product for the level
/// above, gradients from above and to below. Tiles of neighbours are treated at once, others segment by segment.
/// </summary>
internal static unsafe class GroupPass<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Segments in a group.</summary>
    public const int Segments = TrainingScratch.GroupTiles * Tile.Segments;

    /// <summary>The arguments of the first sine, from position and pose alone.</summary>
    public static void FromPosition(TrainedLevel level, ReadOnlySpan<Segment> group, float* arguments, TrainingScratch scratch)
    {
        CopyPositions(level, group, scratch);
        for (int tile = 0; tile < group.Length / Tile.Segments; tile++)
        {
            int pixel = tile * Tile.Pixels;
            level.Input.FromPosition<TLanes, TVector>(scratch.X + pixel, scratch.Y + pixel, arguments + level.Offset(0, tile));
        }
    }

    /// <summary>The arguments of the first sine, from the level below, position and pose.</summary>
    public static void FromFeatures(
        TrainedLevel level, LevelPlanes below, ReadOnlySpan<Segment> group, float* arguments, TrainingScratch scratch)
    {
        for (int first = 0; first < group.Length; first += Tile.Segments)
        {
            ReadOnlySpan<Segment> tile = group.Slice(first, Tile.Segments);
            float* output = arguments + level.Offset(0, first / Tile.Segments);
            int pixels = Segment.RunPixels(tile);
            for (int pixel = 0; pixel < Tile.Pixels; pixel += pixels)
            {
                TileOrigin origin = tile[pixel / Tile.SegmentPixels].Origin;
                level.Input.FromFeatures<TLanes, TVector>(below, origin, pixels, scratch.RowBias, output + pixel);
            }
        }
    }

    /// <summary>Writes down the positions of all pixels.</summary>
    public static void CopyPositions(TrainedLevel level, ReadOnlySpan<Segment> group, TrainingScratch scratch)
    {
        for (int i = 0; i < group.Length; i++)
        {
            int pixel = i * Tile.SegmentPixels;
            level.Input.CopyPositions(group[i].Origin, scratch.X + pixel, scratch.Y + pixel);
        }
    }

    /// <summary>Stores the product of a group for the level above.</summary>
    public static void Store(TrainedLevel level, LevelPlanes planes, ReadOnlySpan<Segment> group, TrainingScratch scratch)
    {
        for (int first = 0; first < group.Length; first += Tile.Segments)
        {
            ReadOnlySpan<Segment> tile = group.Slice(first, Tile.Segments);
            float* product = scratch.Gradient + (first / Tile.Segments * level.GradientFloats);
            int pixels = Segment.RunPixels(tile);
            for (int pixel = 0; pixel < Tile.Pixels; pixel += pixels)
            {
                planes.Store(tile[pixel / Tile.SegmentPixels].Origin, product + pixel, pixels);
            }
        }
    }

    /// <summary>Fetches the gradient of the product that the level above left.</summary>
    public static void ReadGradient(TrainedLevel level, GradientPlanes planes, ReadOnlySpan<Segment> group, TrainingScratch scratch)
    {
        for (int first = 0; first < group.Length; first += Tile.Segments)
        {
            ReadOnlySpan<Segment> tile = group.Slice(first, Tile.Segments);
            float* gradient = scratch.Gradient + (first / Tile.Segments * level.GradientFloats);
            int pixels = Segment.RunPixels(tile);
            for (int pixel = 0; pixel < Tile.Pixels; pixel += pixels)
            {
                planes.Read<TLanes, TVector>(tile[pixel / Tile.SegmentPixels], pixels, gradient + pixel);
            }
        }
    }

    /// <summary>Hands the gradient before the first sine down to the level below.</summary>
    public static void HandDown(TrainedLevel level, GradientPlanes below, int band, ReadOnlySpan<Segment> group, float* gradient)
    {
        for (int first = 0; first < group.Length; first += Tile.Segments)
        {
            ReadOnlySpan<Segment> tile = group.Slice(first, Tile.Segments);
            float* source = gradient + (first / Tile.Segments * level.GradientFloats);
            int pixels = Segment.RunPixels(tile);
            for (int pixel = 0; pixel < Tile.Pixels; pixel += pixels)
            {
                TileOrigin origin = tile[pixel / Tile.SegmentPixels].Origin;
                below.Add<TLanes, TVector>(band, origin, pixels, level.Input.FartherRow(origin.Row), source + pixel);
            }
        }
    }
}
