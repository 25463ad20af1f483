using Bunraku.Core.Characters;

namespace Bunraku.Siren.Preparation;

/// <summary>
/// What the first layer of a level adds for position and pose: both are the same for all pixels of a row or frame, so the pose
/// becomes a bias once a frame, and the position two numbers a channel. Everything is already multiplied by the sine's factor.
/// </summary>
internal sealed class InputTerms
{
    private readonly float[] _bias;
    private readonly float[] _poseColumns;
    private readonly float[] _reach;
    private readonly int _poseSize;

    /// <param name="layer">The layer's place in the network.</param>
    /// <param name="matrix">Row-major [outputs, inputs], scaled: columns are features, x, y, pose.</param>
    /// <param name="bias">[outputs], scaled.</param>
    /// <param name="features">How many feature columns precede the position: 0 in the face network and in level 0.</param>
    public InputTerms(LayerSpec layer, ReadOnlySpan<float> matrix, float[] bias, int features)
    {
        Channels = layer.Outputs;
        ColumnWeights = new float[Channels];
        RowWeights = new float[Channels];
        _bias = bias;
        _poseSize = layer.Inputs - features - 2;
        _poseColumns = new float[Channels * _poseSize];
        _reach = new float[Channels];
        for (int channel = 0; channel < Channels; channel++)
        {
            ReadOnlySpan<float> row = matrix.Slice(channel * layer.Inputs, layer.Inputs);
            ColumnWeights[channel] = row[features];
            RowWeights[channel] = row[features + 1];
            row[(features + 2)..].CopyTo(_poseColumns.AsSpan(channel * _poseSize));
            _reach[channel] = SumOfMagnitudes(row[..(features + 2)]);
        }
    }

    public int Channels { get; }

    /// <summary>[channels]: the factor of x.</summary>
    public float[] ColumnWeights { get; }

    /// <summary>[channels]: the factor of y.</summary>
    public float[] RowWeights { get; }

    /// <summary>Computes the bias of a frame, bias + pose columns * pose, for every channel.</summary>
    /// <param name="pose">At least as many values as the layer has pose columns.</param>
    /// <param name="frameBias">[channels].</param>
    /// <returns>Whether all arguments of the sine are sure to be small enough for the fast sine.</returns>
    public bool Bind(ReadOnlySpan<float> pose, Span<float> frameBias)
    {
        float largest = 0f;
        for (int channel = 0; channel < Channels; channel++)
        {
            float sum = _bias[channel];
            for (int k = 0; k < _poseSize; k++)
            {
                sum += _poseColumns[(channel * _poseSize) + k] * pose[k];
            }

            frameBias[channel] = sum;
            largest = MathF.Max(largest, MathF.Abs(sum) + _reach[channel]);
        }

        return largest <= Kernels.SlowSine.Threshold;
    }

    /// <summary>The largest value that a row can yield for inputs in -1..1.</summary>
    internal static float SumOfMagnitudes(ReadOnlySpan<float> row)
    {
        float sum = 0f;
        foreach (float weight in row)
        {
            sum += MathF.Abs(weight);
        }

        return sum;
    }
}
