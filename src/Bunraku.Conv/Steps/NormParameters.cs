namespace Bunraku.Conv.Steps;

/// <summary>The parameters of an instance norm.</summary>
/// <param name="Weight">[channels].</param>
/// <param name="Bias">[channels].</param>
internal readonly record struct NormParameters(float[] Weight, float[] Bias);
