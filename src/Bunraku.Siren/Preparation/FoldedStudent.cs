using System.Collections.Immutable;
using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;

namespace Bunraku.Siren.Preparation;

/// <summary>
/// A student with everything folded that is the same for every frame. This class is the one place where the folding is written down.
/// It is exact algebra: only the rounding differs from the published form (<see cref="StudentNetworks"/>). Whatever draws a student in another
/// layout, such as <c>PackedStudent</c> for the processor, begins with these arrays.
/// </summary>
/// <remarks>
/// <list type="bullet">
/// <item>A sine layer is sin(omega0 * (W x + b)) = sin(pi * (W' x + b')) with W' = <see cref="StudentNetworks.SineFactor"/> * W. The argument counts half
/// turns, so the range reduction is an exact subtraction of the nearest integer, whose parity is the sign.</item>
/// <item>The first layer of a level sees features, x, y and the pose. Its columns are split: the pose becomes a bias once a frame, the
/// position two factors a channel (<see cref="FoldedInput"/>), and the features a matrix without bias.</item>
/// <item>A matrix and the bilinear upsampling are both linear and act on different axes, so they commute. The feature matrices of levels 1 and 2 are
/// applied below, at a quarter of the pixels, and their product is upsampled.</item>
/// </list>
/// The argument of a pixel of a level is the upsampled product of the level below plus the first layer's terms. The sine follows, then the hidden
/// layers, each with the sine. Last comes the next level's feature matrix, or the last layer without sine (grid change x, y; alpha; colour change R,
/// G, B, A).
/// </remarks>
public sealed class FoldedStudent
{
    /// <param name="weights">The published weights of both networks.</param>
    public FoldedStudent(StudentWeights weights)
    {
        (ImmutableArray<LayerSpec> face, ImmutableArray<LayerSpec> body) = (StudentNetworks.Face, StudentNetworks.Body);
        FaceInput = Input(weights.Face, face[0], features: 0);
        FaceHidden = [.. face[1..^1].Select(layer => Sine(weights.Face, layer))];
        FaceLast = Linear(weights.Face, face[^1]);

        CoarseInput = Input(weights.Body, body[0], features: 0);
        CoarseHidden = [Sine(weights.Body, body[1]), Sine(weights.Body, body[2])];
        MiddleFeatures = Features(weights.Body, body[3], body[2].Outputs);
        MiddleInput = Input(weights.Body, body[3], body[2].Outputs);
        MiddleHidden = [Sine(weights.Body, body[4]), Sine(weights.Body, body[5])];
        FineFeatures = Features(weights.Body, body[6], body[5].Outputs);
        FineInput = Input(weights.Body, body[6], body[5].Outputs);
        FineHidden = [Sine(weights.Body, body[7]), Sine(weights.Body, body[8])];
        BodyLast = Linear(weights.Body, body[^1]);
    }

    /// <summary>The face network, 128 x 128: 39 pose values to 128 channels.</summary>
    public FoldedInput FaceInput { get; }

    /// <summary>Seven sine layers, 128 to 128.</summary>
    public ImmutableArray<FoldedLayer> FaceHidden { get; }

    /// <summary>128 to 4, without sine: R, G, B, A.</summary>
    public FoldedLayer FaceLast { get; }

    /// <summary>Level 0 of the body network, 128 x 128: 45 pose values to 360 channels.</summary>
    public FoldedInput CoarseInput { get; }

    /// <summary>Two sine layers, 360 to 360 to 180.</summary>
    public ImmutableArray<FoldedLayer> CoarseHidden { get; }

    /// <summary>The feature columns of level 1's first layer, 180 to 180, applied at level 0's resolution.</summary>
    public FoldedLayer MiddleFeatures { get; }

    /// <summary>Level 1, 256 x 256: 180 channels.</summary>
    public FoldedInput MiddleInput { get; }

    /// <summary>Two sine layers, 180 to 180 to 90.</summary>
    public ImmutableArray<FoldedLayer> MiddleHidden { get; }

    /// <summary>The feature columns of level 2's first layer, 90 to 90, applied at level 1's resolution.</summary>
    public FoldedLayer FineFeatures { get; }

    /// <summary>Level 2, 512 x 512: 90 channels.</summary>
    public FoldedInput FineInput { get; }

    /// <summary>Two sine layers, 90 to 90.</summary>
    public ImmutableArray<FoldedLayer> FineHidden { get; }

    /// <summary>90 to 7, without sine: grid change x, y; alpha; colour change R, G, B, A.</summary>
    public FoldedLayer BodyLast { get; }

    private static FoldedInput Input(StateDict weights, LayerSpec layer, int features) =>
        new(layer, InHalfTurns(weights[layer.KeyPrefix + ".weight"]), InHalfTurns(weights[layer.KeyPrefix + ".bias"]), features);

    private static FoldedLayer Sine(StateDict weights, LayerSpec layer) =>
        new(layer.Outputs, layer.Inputs, InHalfTurns(weights[layer.KeyPrefix + ".weight"]), InHalfTurns(weights[layer.KeyPrefix + ".bias"]));

    private static FoldedLayer Linear(StateDict weights, LayerSpec layer) =>
        new(layer.Outputs, layer.Inputs, weights[layer.KeyPrefix + ".weight"].Values, weights[layer.KeyPrefix + ".bias"].Values);

    private static FoldedLayer Features(StateDict weights, LayerSpec layer, int features)
    {
        float[] matrix = InHalfTurns(weights[layer.KeyPrefix + ".weight"]);
        float[] columns = new float[layer.Outputs * features];
        for (int row = 0; row < layer.Outputs; row++)
        {
            matrix.AsSpan(row * layer.Inputs, features).CopyTo(columns.AsSpan(row * features));
        }

        return new FoldedLayer(layer.Outputs, features, columns, Bias: default);
    }

    private static float[] InHalfTurns(Tensor tensor) => [.. tensor.Values.Select(value => value * StudentNetworks.SineFactor)];
}
