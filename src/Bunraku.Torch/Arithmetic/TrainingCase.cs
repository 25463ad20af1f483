using System.Runtime.CompilerServices;
using Bunraku.Core.Characters;
using Bunraku.Core.Posing;
using Bunraku.Torch.Networks;
using static TorchSharp.torch;

namespace Bunraku.Torch.Arithmetic;

/// <summary>
/// A layer of a student in training on a small picture: the layer with its sine, and the gradients of weights, bias and input. All of the values must be numbers; those
/// of some channels and pixels are computed again.
/// </summary>
/// <param name="Inputs">Input channels.</param>
/// <param name="Outputs">Output channels.</param>
/// <param name="IsSine">Whether the layer ends with a sine.</param>
internal sealed record TrainingCase(int Inputs, int Outputs, bool IsSine)
    : ProofCase($"training step of a {(IsSine ? "sine" : "linear")} layer, {Inputs} -> {Outputs} channels")
{
    private const int Size = 8;
    private const int Pixels = Size * Size;
    private const float WeightScale = 0.1f;
    private const int Samples = 2;

    protected override int WeightCount => Inputs * Outputs;

    public override double Difference(IConvolutions convolutions, ProofNumbers numbers)
    {
        using var scope = NewDisposeScope();

        // The factor of the sine is 30; so its argument is a few units.
        float scale = WeightScale / MathF.Sqrt(Inputs);
        Tensor x = numbers.Take([1, Inputs, Size, Size], InputFrom).clone().requires_grad_(true);
        Tensor weight = numbers.Take([Outputs, Inputs, 1, 1], WeightFrom).mul(scale).requires_grad_(true);
        Tensor bias = numbers.Take([Outputs], BiasFrom).mul(scale).requires_grad_(true);
        Tensor upstream = numbers.Take([1, Outputs, Size, Size], UpstreamFrom);
        Tensor y = SirenLayers.Apply(x, weight, bias, IsSine, convolutions);
        y.backward([upstream]);
        var plain = new Plain(this, ProofNumbers.Read(x), ProofNumbers.Read(weight), ProofNumbers.Read(bias), ProofNumbers.Read(upstream));
        float[][] actual = [ProofNumbers.Read(y), ProofNumbers.Read(weight.grad!), ProofNumbers.Read(bias.grad!), ProofNumbers.Read(x.grad!)];
        return actual.All(values => FiniteValues.AreAll(values)) ? plain.Difference(actual[0], actual[1], actual[2], actual[3]) : double.NaN;
    }

    /// <summary>The plain loops.</summary>
    private sealed class Plain(TrainingCase layer, float[] x, float[] weight, float[] bias, float[] upstream)
    {
        /// <summary>The usual size of the derivative of the loss by the sum before the sine.</summary>
        private readonly double _slopeSize = layer.IsSine ? StudentNetworks.Omega0 : 1;

        public double Difference(float[] y, float[] weightGradient, float[] biasGradient, float[] inputGradient)
        {
            double most = 0;
            for (int sample = 0; sample < Samples; sample++)
            {
                int output = sample * (layer.Outputs - 1) / (Samples - 1);
                int pixel = sample * (Pixels - 1) / (Samples - 1);
                most = Math.Max(most, Math.Max(OfChannel(output, y, weightGradient, biasGradient), OfPixel(pixel, inputGradient)));
            }

            return most;
        }

        /// <summary>The results and gradients of one output channel.</summary>
        private double OfChannel(int output, ReadOnlySpan<float> y, ReadOnlySpan<float> weightGradient, ReadOnlySpan<float> biasGradient)
        {
            double[] slopes = new double[Pixels];
            double most = 0;
            for (int pixel = 0; pixel < Pixels; pixel++)
            {
                double sum = Sum(output, ColumnOf(pixel));
                most = Math.Max(most, Math.Abs(y[(output * Pixels) + pixel] - (layer.IsSine ? Math.Sin(StudentNetworks.Omega0 * sum) : sum)));
                slopes[pixel] = Slope(output, pixel, sum);
            }

            double size = _slopeSize * Math.Sqrt(Pixels);
            most = Math.Max(most, Math.Abs(biasGradient[output] - slopes.Sum()) / size);
            for (int input = 0; input < layer.Inputs; input++)
            {
                double expected = Dot(slopes, x.AsSpan(input * Pixels, Pixels));
                most = Math.Max(most, Math.Abs(weightGradient[(output * layer.Inputs) + input] - expected) / size);
            }

            return most;
        }

        /// <summary>The gradient of the input at one pixel.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private double OfPixel(int pixel, ReadOnlySpan<float> inputGradient)
        {
            double[] expected = new double[layer.Inputs];
            double[] column = ColumnOf(pixel);
            for (int output = 0; output < layer.Outputs; output++)
            {
                double slope = Slope(output, pixel, Sum(output, column));
                ReadOnlySpan<float> row = weight.AsSpan(output * expected.Length, expected.Length);
                for (int input = 0; input < expected.Length; input++)
                {
                    expected[input] += slope * row[input];
                }
            }

            double most = 0;
            for (int input = 0; input < expected.Length; input++)
            {
                most = Math.Max(most, Math.Abs(inputGradient[(input * Pixels) + pixel] - expected[input]));
            }

            return most / (_slopeSize * WeightScale * Math.Sqrt((double)layer.Outputs / layer.Inputs));
        }

        /// <summary>The inputs of one pixel.</summary>
        private double[] ColumnOf(int pixel)
        {
            double[] column = new double[layer.Inputs];
            for (int input = 0; input < column.Length; input++)
            {
                column[input] = x[(input * Pixels) + pixel];
            }

            return column;
        }

        private double Sum(int output, ReadOnlySpan<double> column) => bias[output] + Dot(column, weight.AsSpan(output * layer.Inputs, layer.Inputs));

        /// <summary>The derivative of the loss by the sum before the sine.</summary>
        private double Slope(int output, int pixel, double sum) => upstream[(output * Pixels) + pixel]
            * (layer.IsSine ? StudentNetworks.Omega0 * Math.Cos(StudentNetworks.Omega0 * sum) : 1);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static double Dot(ReadOnlySpan<double> one, ReadOnlySpan<float> other)
        {
            double sum = 0;
            for (int i = 0; i < one.Length; i++)
            {
                sum += one[i] * other[i];
            }

            return sum;
        }
    }
}
