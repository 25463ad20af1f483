namespace Bunraku.Distillation.Configuration;

/// <summary>What the configuration says of the training of one network.</summary>
/// <param name="Seed0">What the initial weights and the order of the examples depend on.</param>
/// <param name="Seed1">What the poses of the sample pictures depend on.</param>
/// <param name="SampleInterval">Examples between two sample pictures: 10 000, 100 000, 1 000 000, or null for none.</param>
/// <param name="BatchSize">Examples in a step, 1 to 256.</param>
public sealed record NetworkConfig(ulong Seed0, ulong Seed1, int? SampleInterval, int BatchSize);
