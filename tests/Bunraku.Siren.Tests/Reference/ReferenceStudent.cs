using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;

namespace Bunraku.Siren.Tests.Reference;

/// <summary>
/// The two student networks as they are defined, pixel by pixel, in double precision and without any rearrangement: the specification
/// that the engine is tested against. Slow, and meant to be read.
/// </summary>
internal sealed class ReferenceStudent(CharacterModel character, Pose pose)
{
    private const int FrameSize = CharacterPicture.Size;
    private static readonly LayerSpec[][] Levels =
    [
        [.. StudentNetworks.Body[..3]],
        [.. StudentNetworks.Body[3..6]],
        [.. StudentNetworks.Body[6..9]],
    ];

    private readonly Dictionary<(int Level, int Row, int Column), double[]> _features = [];
    private readonly Dictionary<(int Row, int Column), double[]> _face = [];

    /// <summary>The face network at a pixel of its 128 x 128 picture: R, G, B, A in the network convention.</summary>
    public double[] FaceAt(int row, int column)
    {
        if (!_face.TryGetValue((row, column), out double[]? values))
        {
            int size = FaceCrop.Student.Width;
            values = [Position(column, size), Position(row, size), .. pose.FaceValues.ToArray()];
            foreach (LayerSpec layer in StudentNetworks.Face)
            {
                values = Apply(character.Weights.Face, layer, values);
            }

            _face[(row, column)] = values;
        }

        return values;
    }

    /// <summary>The body network at a pixel: grid change x, y; alpha; colour change R, G, B, A.</summary>
    public double[] BodyAt(int row, int column) =>
        Apply(character.Weights.Body, StudentNetworks.Body[^1], FeaturesAt(level: 2, row, column));

    /// <summary>The picture after the warp, at a pixel.</summary>
    public double[] WarpedAt(int row, int column)
    {
        double[] body = BodyAt(row, column);
        double u = Math.Clamp((((Position(column, FrameSize) + body[0] + 1) * FrameSize) - 1) / 2, 0, FrameSize - 1);
        double v = Math.Clamp((((Position(row, FrameSize) + body[1] + 1) * FrameSize) - 1) / 2, 0, FrameSize - 1);
        (int left, int top) = ((int)u, (int)v);
        (double a, double b) = (u - left, v - top);
        (double[] p00, double[] p01) = (PictureAt(top, left), PictureAt(top, left + 1));
        (double[] p10, double[] p11) = (PictureAt(top + 1, left), PictureAt(top + 1, left + 1));
        return Channels(4, c => ((1 - b) * (((1 - a) * p00[c]) + (a * p01[c]))) + (b * (((1 - a) * p10[c]) + (a * p11[c]))));
    }

    /// <summary>The frame to show, at a pixel.</summary>
    public double[] BlendedAt(int row, int column)
    {
        double[] body = BodyAt(row, column);
        double[] warped = WarpedAt(row, column);
        return Channels(4, c => ((1 - body[2]) * warped[c]) + (body[2] * body[3 + c]));
    }

    private static double[] Channels(int count, Func<int, double> value) => [.. Enumerable.Range(0, count).Select(value)];

    // Pixel centres; -1 and +1 are the outer edges of the picture.
    private static double Position(int index, int size) => (((2.0 * index) + 1) / size) - 1;

    private static double[] Apply(StateDict weights, LayerSpec layer, double[] input)
    {
        float[] matrix = weights[layer.KeyPrefix + ".weight"].Values;
        float[] bias = weights[layer.KeyPrefix + ".bias"].Values;
        double[] output = new double[layer.Outputs];
        for (int row = 0; row < layer.Outputs; row++)
        {
            double sum = bias[row];
            for (int k = 0; k < layer.Inputs; k++)
            {
                sum += matrix[(row * layer.Inputs) + k] * input[k];
            }

            output[row] = layer.IsSine ? Math.Sin(StudentNetworks.Omega0 * sum) : sum;
        }

        return output;
    }

    private double[] FeaturesAt(int level, int row, int column)
    {
        if (!_features.TryGetValue((level, row, column), out double[]? values))
        {
            int size = FrameSize >> (2 - level);
            double[] below = level == 0 ? [] : UpsampledAt(level - 1, row, column);
            values = [.. below, Position(column, size), Position(row, size), .. pose.Values.ToArray()];
            foreach (LayerSpec layer in Levels[level])
            {
                values = Apply(character.Weights.Body, layer, values);
            }

            _features[(level, row, column)] = values;
        }

        return values;
    }

    // Bilinear upsampling by 2, align_corners = false.
    private double[] UpsampledAt(int levelBelow, int row, int column)
    {
        int last = (FrameSize >> (2 - levelBelow)) - 1;
        (int i0, int i1, double v) = Source(row, last);
        (int j0, int j1, double u) = Source(column, last);
        (double[] f00, double[] f01) = (FeaturesAt(levelBelow, i0, j0), FeaturesAt(levelBelow, i0, j1));
        (double[] f10, double[] f11) = (FeaturesAt(levelBelow, i1, j0), FeaturesAt(levelBelow, i1, j1));
        return Channels(f00.Length, c => ((1 - v) * (((1 - u) * f00[c]) + (u * f01[c]))) + (v * (((1 - u) * f10[c]) + (u * f11[c]))));
    }

    private static (int First, int Second, double Weight) Source(int index, int last)
    {
        double position = Math.Max(0, ((index + 0.5) / 2) - 0.5);
        int first = (int)position;
        return (first, Math.Min(first + 1, last), position - first);
    }

    private double[] PictureAt(int row, int column)
    {
        (int faceRow, int faceColumn) = (row - FaceCrop.Student.Top, column - FaceCrop.Student.Left);
        if (faceRow >= 0 && faceRow < FaceCrop.Student.Height && faceColumn >= 0 && faceColumn < FaceCrop.Student.Width)
        {
            return FaceAt(faceRow, faceColumn);
        }

        // A tap behind the last row or column has weight 0.
        return row < FrameSize && column < FrameSize
            ? Channels(4, c => character.Picture.Values[(((c * FrameSize) + row) * FrameSize) + column])
            : new double[4];
    }
}
