using Bunraku.Siren;

namespace Bunraku.Distillation.Training;

/// <summary>Which backend is wanted.</summary>
/// <param name="Name">auto, simd or torch.</param>
/// <param name="Device">Where libtorch computes: auto, cpu, cuda or mps.</param>
/// <param name="Threads">Threads to compute with.</param>
/// <param name="Simd">The SIMD width of the SIMD engine; null for the widest.</param>
internal sealed record BackendRequest(string Name, string Device, int Threads, SimdWidth? Simd = null);
