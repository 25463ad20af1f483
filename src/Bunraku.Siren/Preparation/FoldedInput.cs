using Bunraku.Core.Characters;
using Bunraku.Siren.Kernels;

namespace Bunraku.Siren.Preparation;

/// <summary>
/// The first layer of a network or level without its feature columns: argument = bias + poseColumns * pose + columnWeight * x + rowWeight * y.
/// The pose is the same for all pixels, so it becomes a bias once a frame. All factors are in half turns (see <see cref="FoldedStudent"/>).
/// </summary>
public sealed class FoldedInput
{
    private readonly float[] _bias;
    private readonly float[] _poseColumns;
    private readonly float[] _reach;

    /// <param name="layer">The layer's place in the network.</param>
    /// <param name="matrix">Row-major [outputs, inputs], in half turns: columns are features, x, y, pose.</param>
    /// <param name="bias">[outputs], in half turns.</param>
    /// <param name="features">How many feature columns precede the position: 0 in the face network and in level 0.</param>
    internal FoldedInput(LayerSpec layer, ReadOnlySpan<float> matrix, float[] bias, int features)
    {
        Channels = layer.Outputs;
        PoseSize = layer.Inputs - features - 2;
        float[] columns = new float[Channels], rows = new float[Channels];
        _bias = bias;
        _poseColumns = new float[Channels * PoseSize];
        _reach = new float[Channels];
        for (int channel = 0; channel < Channels; channel++)
        {
            ReadOnlySpan<float> row = matrix.Slice(channel * layer.Inputs, layer.Inputs);
            columns[channel] = row[features];
            rows[channel] = row[features + 1];
            row[(features + 2)..].CopyTo(_poseColumns.AsSpan(channel * PoseSize));
            _reach[channel] = SineReach.Of(row[..(features + 2)]);
        }

        (ColumnWeights, RowWeights) = (columns, rows);
    }

    /// <summary>Output channels.</summary>
    public int Channels { get; }

    /// <summary>Pose values that the layer sees: 39 in the face network, else 45.</summary>
    public int PoseSize { get; }

    /// <summary>[channels]: the factor of x.</summary>
    public ReadOnlyMemory<float> ColumnWeights { get; }

    /// <summary>[channels]: the factor of y.</summary>
    public ReadOnlyMemory<float> RowWeights { get; }

    /// <summary>[channels, pose values]: the factors of the pose.</summary>
    public ReadOnlyMemory<float> PoseColumns => _poseColumns;

    /// <summary>[channels].</summary>
    public ReadOnlyMemory<float> Bias => _bias;

    /// <summary>Computes the bias of a frame, bias + poseColumns * pose, for every channel.</summary>
    /// <param name="pose">At least <see cref="PoseSize"/> values.</param>
    /// <param name="frameBias">[channels].</param>
    /// <returns>The largest magnitude, in half turns, that an argument of the sine can have in this frame.</returns>
    public float Bind(ReadOnlySpan<float> pose, Span<float> frameBias)
    {
        float largest = 0f;
        for (int channel = 0; channel < Channels; channel++)
        {
            float sum = _bias[channel];
            for (int k = 0; k < PoseSize; k++)
            {
                sum += _poseColumns[(channel * PoseSize) + k] * pose[k];
            }

            frameBias[channel] = sum;
            largest = MathF.Max(largest, MathF.Abs(sum) + _reach[channel]);
        }

        return largest;
    }
}
