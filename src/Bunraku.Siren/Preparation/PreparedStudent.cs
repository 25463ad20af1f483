using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Siren.Memory;

namespace Bunraku.Siren.Preparation;

/// <summary>
/// A student made ready to run, computed once: omega0 / pi folded into every sine layer, first layers split into features, position
/// and pose, the feature part of levels 1 and 2 moved before the upsampling, matrices packed for the kernels. All of it is exact
/// algebra; only the rounding differs from the direct form.
/// </summary>
internal sealed class PreparedStudent
{
    private const float SineFactor = (float)(StudentNetworks.Omega0 / Math.PI);
    private readonly EngineMemory _memory;

    public PreparedStudent(StudentWeights weights, EngineMemory memory)
    {
        _memory = memory;
        (LayerSpec[] face, LayerSpec[] body) = ([.. StudentNetworks.Face], [.. StudentNetworks.Body]);
        FaceInput = Input(weights.Face, face[0], features: 0);
        FaceHidden = [.. face[1..^1].Select(layer => Hidden(weights.Face, layer))];
        FaceLast = Last(weights.Face, face[^1]);

        CoarseInput = Input(weights.Body, body[0], features: 0);
        CoarseHidden = [Hidden(weights.Body, body[1]), Hidden(weights.Body, body[2])];
        MiddleFeatures = Features(weights.Body, body[3], body[2].Outputs);
        MiddleInput = Input(weights.Body, body[3], body[2].Outputs);
        MiddleHidden = [Hidden(weights.Body, body[4]), Hidden(weights.Body, body[5])];
        FineFeatures = Features(weights.Body, body[6], body[5].Outputs);
        FineInput = Input(weights.Body, body[6], body[5].Outputs);
        FineHidden = [Hidden(weights.Body, body[7]), Hidden(weights.Body, body[8])];
        BodyLast = Last(weights.Body, body[^1]);
    }

    public InputTerms FaceInput { get; }

    public SineLayer[] FaceHidden { get; }

    public PackedLayer FaceLast { get; }

    /// <summary>Level 0, 128 x 128.</summary>
    public InputTerms CoarseInput { get; }

    public SineLayer[] CoarseHidden { get; }

    /// <summary>The feature columns of level 1's first layer, applied at level 0's resolution.</summary>
    public PackedLayer MiddleFeatures { get; }

    /// <summary>Level 1, 256 x 256.</summary>
    public InputTerms MiddleInput { get; }

    public SineLayer[] MiddleHidden { get; }

    /// <summary>The feature columns of level 2's first layer, applied at level 1's resolution.</summary>
    public PackedLayer FineFeatures { get; }

    /// <summary>Level 2, 512 x 512.</summary>
    public InputTerms FineInput { get; }

    public SineLayer[] FineHidden { get; }

    public PackedLayer BodyLast { get; }

    private static InputTerms Input(StateDict weights, LayerSpec layer, int features) =>
        new(layer, Scaled(weights[layer.KeyPrefix + ".weight"]), Scaled(weights[layer.KeyPrefix + ".bias"]), features);

    private static float[] Scaled(Tensor tensor) => [.. tensor.Values.Select(value => value * SineFactor)];

    private SineLayer Hidden(StateDict weights, LayerSpec layer) =>
        new(_memory, layer, Scaled(weights[layer.KeyPrefix + ".weight"]), Scaled(weights[layer.KeyPrefix + ".bias"]));

    private PackedLayer Last(StateDict weights, LayerSpec layer) =>
        new(_memory, weights[layer.KeyPrefix + ".weight"].Values, weights[layer.KeyPrefix + ".bias"].Values, layer.Outputs, layer.Inputs);

    private PackedLayer Features(StateDict weights, LayerSpec layer, int features)
    {
        float[] matrix = Scaled(weights[layer.KeyPrefix + ".weight"]);
        float[] columns = new float[layer.Outputs * features];
        for (int row = 0; row < layer.Outputs; row++)
        {
            matrix.AsSpan(row * layer.Inputs, features).CopyTo(columns.AsSpan(row * features));
        }

        return new PackedLayer(_memory, columns, [], layer.Outputs, features);
    }
}
