namespace Bunraku.Core.Checkpoints;

/// <summary>A float32 tensor: row-major values and its shape.</summary>
/// <param name="Shape">The sizes of the dimensions; empty for a scalar.</param>
/// <param name="Values">The values, row-major; as many as the product of the shape.</param>
public sealed record Tensor(int[] Shape, float[] Values);
