using Bunraku.Siren;

namespace Bunraku.Benchmarks;

/// <summary>What to measure.</summary>
/// <param name="CharacterPath">A character's folder, its YAML file or its bundle.</param>
/// <param name="Threads">Threads of every contestant.</param>
/// <param name="Simd">The engine's SIMD width, or null for the widest.</param>
/// <param name="Duration">How long the rounds continue; after none at all there is one, which shows only that everything works.</param>
internal sealed record BenchSettings(string CharacterPath, int Threads, SimdWidth? Simd, TimeSpan Duration)
{
    /// <summary>The rounds that there are in any case.</summary>
    /// <param name="duration">How long the rounds continue.</param>
    /// <param name="usual">How many make a median.</param>
    public static int LeastRounds(TimeSpan duration, int usual) => duration > TimeSpan.Zero ? usual : 1;
}
