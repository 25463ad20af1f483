using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Siren.Preparation;

namespace Bunraku.Siren.Tests.Reference;

/// <summary>
/// The student in 16-bit fixed point, pixel by pixel, one operation after the other: the specification that every width of the engine equals
/// bit for bit. Slow, and meant to be read. It begins with the arrays of <see cref="FoldedStudent"/>, whose sines take half turns.
/// </summary>
/// <remarks>
/// The hidden layers are in integers; <see cref="FixedReferenceLayer"/> says how. Everything else is float32: the first layer's arguments, the last
/// sine of a level and the matrix behind it, upsampling, warp and blend. <see cref="float.MultiplyAddEstimate"/> is fused where the processor can, as in
/// the engine.
/// </remarks>
internal sealed class FixedReferenceStudent
{
    private const int FrameSize = CharacterPicture.Size;
    private const float UnitsInHalfTurn = 32768;
    private const float QuarterTurn = 16384;
    private readonly CharacterModel _character;
    private readonly Level _face;
    private readonly Level _coarse;
    private readonly Level _middle;
    private readonly Level _fine;

    public FixedReferenceStudent(CharacterModel character, Pose pose)
    {
        _character = character;
        var folded = new FoldedStudent(character.Weights);
        _face = new Level(128, folded.FaceInput, pose.FaceValues, null, folded.FaceHidden, folded.FaceLast, 1);
        _coarse = new Level(128, folded.CoarseInput, pose.Values, null, folded.CoarseHidden, folded.MiddleFeatures, UnitsInHalfTurn);
        _middle = new Level(256, folded.MiddleInput, pose.Values, _coarse, folded.MiddleHidden, folded.FineFeatures, UnitsInHalfTurn);
        _fine = new Level(512, folded.FineInput, pose.Values, _middle, folded.FineHidden, folded.BodyLast, 1);
    }

    /// <summary>The face network at a pixel: R, G, B, A.</summary>
    public float[] FaceAt(int row, int column) => _face.At(row, column);

    /// <summary>The body network at a pixel: grid change x, y; alpha; colour change R, G, B, A.</summary>
    public float[] BodyAt(int row, int column) => _fine.At(row, column);

    /// <summary>The picture after the warp, at a pixel.</summary>
    public float[] WarpedAt(int row, int column)
    {
        float[] body = BodyAt(row, column);
        float u = Math.Clamp(column + (body[0] * (FrameSize / 2f)), 0f, FrameSize - 1f);
        float v = Math.Clamp(row + (body[1] * (FrameSize / 2f)), 0f, FrameSize - 1f);
        (int left, int top) = ((int)u, (int)v);
        float[] upper = Between(PictureAt(top, left), PictureAt(top, left + 1), u - left);
        float[] lower = Between(PictureAt(top + 1, left), PictureAt(top + 1, left + 1), u - left);
        return Between(upper, lower, v - top);
    }

    /// <summary>The frame to show, at a pixel.</summary>
    public float[] BlendedAt(int row, int column)
    {
        float[] body = BodyAt(row, column), warped = WarpedAt(row, column);
        float rest = 1f - body[2];
        return [.. warped.Select((value, channel) => float.MultiplyAddEstimate(body[2], body[3 + channel], rest * value))];
    }

    private static float[] Between(float[] first, float[] second, float weight) =>
        [.. first.Zip(second, (one, other) => one + ((other - one) * weight))];

    private float[] PictureAt(int row, int column)
    {
        (int faceRow, int faceColumn) = (row - FaceCrop.Student.Top, column - FaceCrop.Student.Left);
        if (faceRow >= 0 && faceRow < FaceCrop.Student.Height && faceColumn >= 0 && faceColumn < FaceCrop.Student.Width)
        {
            return FaceAt(faceRow, faceColumn);
        }

        // A tap behind the last row or column has weight 0.
        return row < FrameSize && column < FrameSize
            ? [.. Enumerable.Range(0, 4).Select(channel => _character.Picture.Values[(((channel * FrameSize) + row) * FrameSize) + column])]
            : new float[4];
    }

    /// <summary>One level, from its first layer to the matrix behind its last sine.</summary>
    private sealed class Level
    {
        private readonly Dictionary<(int Row, int Column), float[]> _known = [];
        private readonly int _size;
        private readonly Level? _below;
        private readonly FixedReferenceLayer[] _hidden;
        private readonly FoldedLayer _product;
        private readonly float _productUnits;
        private readonly float[] _columnWeights;
        private readonly float[] _rowWeights;
        private readonly float[] _bias;

        public Level(
            int size, FoldedInput input, ReadOnlySpan<float> pose, Level? below, IEnumerable<FoldedLayer> hidden, FoldedLayer product, float productUnits)
        {
            _size = size;
            _below = below;
            _hidden = [.. hidden.Select(layer => new FixedReferenceLayer(layer))];
            (_product, _productUnits) = (product, productUnits);

            // Arguments count 65536ths of a turn from a quarter turn on.
            _columnWeights = [.. input.ColumnWeights.ToArray().Select(weight => UnitsInHalfTurn * weight)];
            _rowWeights = [.. input.RowWeights.ToArray().Select(weight => UnitsInHalfTurn * weight)];
            _bias = new float[input.Channels];
            input.Bind(pose, _bias);
            _bias = [.. _bias.Select(halfTurns => (UnitsInHalfTurn * MathF.IEEERemainder(halfTurns, 2f)) - QuarterTurn)];
        }

        public float[] At(int row, int column)
        {
            if (!_known.TryGetValue((row, column), out float[]? values))
            {
                _known[(row, column)] = values = Multiply(Features(row, column));
            }

            return values;
        }

        private float[] Features(int row, int column)
        {
            short[] activations = [.. Arguments(row, column).Select(FixedReferenceLayer.SineOfRounded)];
            foreach (FixedReferenceLayer layer in _hidden[..^1])
            {
                activations = layer.Sines(activations);
            }

            return _hidden[^1].FloatSines(activations);
        }

        private float[] Multiply(float[] features)
        {
            float[] products = new float[_product.Outputs];
            for (int output = 0; output < products.Length; output++)
            {
                float sum = _product.Bias.IsEmpty ? 0 : _product.Bias.Span[output];
                for (int input = 0; input < features.Length; input++)
                {
                    sum = float.MultiplyAddEstimate(_productUnits * _product.Matrix.Span[(output * features.Length) + input], features[input], sum);
                }

                products[output] = sum;
            }

            return products;
        }

        private IEnumerable<float> Arguments(int row, int column) =>
            Enumerable.Range(0, _bias.Length).Select(channel => _below is null ? FromPosition(channel, row, column) : Upsampled(_below, channel, row, column));

        private float FromPosition(int channel, int row, int column) => float.MultiplyAddEstimate(
            _columnWeights[channel], Position(column), float.MultiplyAddEstimate(_rowWeights[channel], Position(row), _bias[channel]));

        // Bilinear, align_corners = false: 3/4 of the nearer sample, 1/4 of the other, in both directions.
        private float Upsampled(Level below, int channel, int row, int column)
        {
            (int near, int far) = (row / 2, Neighbour(row));
            (int own, int side) = (column / 2, Neighbour(column));
            float bias = _bias[channel] + (_rowWeights[channel] * Position(row));
            float sides = float.MultiplyAddEstimate(3f / 16f, below.At(near, side)[channel], 1f / 16f * below.At(far, side)[channel]);
            float middle = float.MultiplyAddEstimate(_columnWeights[channel], Position(column & ~1), bias);
            middle = float.MultiplyAddEstimate(3f / 16f, below.At(far, own)[channel], middle);
            middle = float.MultiplyAddEstimate(9f / 16f, below.At(near, own)[channel], middle);
            return (column & 1) == 0 ? sides + middle : sides + (middle + (_columnWeights[channel] * (2f / _size)));
        }

        private int Neighbour(int index) => Math.Clamp((index / 2) + ((index & 1) == 0 ? -1 : 1), 0, (_size / 2) - 1);

        private float Position(int index) => (((2 * index) + 1) / (float)_size) - 1f;
    }
}
