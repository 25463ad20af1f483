using Bunraku.Siren;

namespace Bunraku.Benchmarks;

/// <summary>What to measure.</summary>
/// <param name="CharacterPath">A character's folder or its YAML file.</param>
/// <param name="Threads">Threads of every contestant.</param>
/// <param name="Simd">The engine's SIMD width, or null for the widest.</param>
/// <param name="Duration">How long the rounds continue.</param>
internal sealed record BenchSettings(string CharacterPath, int Threads, SimdWidth? Simd, TimeSpan Duration);
