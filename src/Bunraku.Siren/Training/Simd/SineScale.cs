using Bunraku.Core.Characters;

namespace Bunraku.Siren.Training.Simd;

/// <summary>
/// The factors of a sine layer. Forward, its matrix is multiplied by omega0 / pi, because the kernels compute sin(pi x). Backward, the
/// derivative omega0 cos belongs to the transposed matrix and to the finished gradient, so that tiles are multiplied by the cosine alone.
/// </summary>
internal static class SineScale
{
    public const float Argument = StudentNetworks.SineFactor;
}
