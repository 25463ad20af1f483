using Bunraku.Siren.Engine;

namespace Bunraku.Siren.Training.Simd;

/// <summary>A tile, or a segment of one, of which the first pixels may belong to another: their gradient is not counted again.</summary>
internal readonly record struct TrainingTile(TileOrigin Origin, int Skip);
