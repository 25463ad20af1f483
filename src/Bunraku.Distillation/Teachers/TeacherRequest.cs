using Bunraku.Distillation.Configuration;

namespace Bunraku.Distillation.Teachers;

/// <summary>Which teacher is wanted.</summary>
/// <param name="File">The configuration, which names it and the picture.</param>
/// <param name="Device">Where libtorch computes: auto, cpu, cuda or mps.</param>
/// <param name="Threads">Threads to compute with.</param>
/// <param name="Say">Told how far the loading is.</param>
internal sealed record TeacherRequest(ConfigFile File, string Device, int Threads, Action<string> Say);
