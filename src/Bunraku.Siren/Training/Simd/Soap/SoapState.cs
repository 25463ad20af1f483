using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;

namespace Bunraku.Siren.Training.Simd.Soap;

/// <summary>The preconditioners of one layer, row-major squares; the rows of a basis are its vectors.</summary>
/// <param name="Left">[outputs, outputs]: the running mean of G Gt.</param>
/// <param name="LeftBasis">[outputs, outputs]: its eigenvectors, nearly.</param>
/// <param name="Right">[inputs, inputs]: the running mean of Gt G.</param>
/// <param name="RightBasis">[inputs, inputs]: its eigenvectors, nearly.</param>
internal sealed record SoapState(float[] Left, float[] LeftBasis, float[] Right, float[] RightBasis)
{
    private static readonly string[] Names = ["left", "left_basis", "right", "right_basis"];

    /// <summary>What an untrained network begins with: zeros.</summary>
    public static StateDict NewFor(StateDict weights) => new(
        from entry in weights.Entries
        where entry.Value.Shape.Length > 1
        from name in Names
        let size = entry.Value.Shape[name.StartsWith('l') ? 0 : 1]
        select KeyValuePair.Create($"{entry.Key}.{name}", new Tensor([size, size], new float[size * size])));

    /// <summary>Finds those of a layer.</summary>
    /// <exception cref="ArgumentException">They are missing or of another size.</exception>
    public static SoapState Find(StateDict preconditioners, LayerSpec layer)
    {
        float[] Read(string name, int size) => preconditioners.TryGet(KeyOf(layer, name), out Tensor? tensor) && tensor.Values.Length == size * size
            ? tensor.Values
            : throw new ArgumentException($"There must be a tensor {KeyOf(layer, name)} of {size} x {size} values.", nameof(preconditioners));

        return new SoapState(Read(Names[0], layer.Outputs), Read(Names[1], layer.Outputs), Read(Names[2], layer.Inputs), Read(Names[3], layer.Inputs));
    }

    /// <summary>The tensors of a layer under their keys.</summary>
    public IEnumerable<KeyValuePair<string, Tensor>> TensorsOf(LayerSpec layer)
    {
        (float[] Values, int Size)[] squares = [(Left, layer.Outputs), (LeftBasis, layer.Outputs), (Right, layer.Inputs), (RightBasis, layer.Inputs)];
        return Names.Zip(squares, (name, square) => KeyValuePair.Create(KeyOf(layer, name), new Tensor([square.Size, square.Size], square.Values)));
    }

    private static string KeyOf(LayerSpec layer, string name) => $"{layer.KeyPrefix}.weight.{name}";
}
