namespace Bunraku.Siren.Preparation;

/// <summary>A matrix of a folded student: output = Matrix * input + Bias.</summary>
/// <param name="Outputs">Output channels.</param>
/// <param name="Inputs">Input channels.</param>
/// <param name="Matrix">Row-major [outputs, inputs].</param>
/// <param name="Bias">[outputs], or empty where the bias is part of a <see cref="FoldedInput"/>.</param>
public sealed record FoldedLayer(int Outputs, int Inputs, ReadOnlyMemory<float> Matrix, ReadOnlyMemory<float> Bias);
