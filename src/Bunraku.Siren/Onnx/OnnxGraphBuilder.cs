using System.Runtime.InteropServices;

namespace Bunraku.Siren.Onnx;

/// <summary>Collects the nodes and constants of a graph. Every value is known by its name; a node's first result bears the node's own name.</summary>
internal sealed class OnnxGraphBuilder
{
    private readonly List<OnnxNode> _nodes = [];
    private readonly List<OnnxTensor> _initializers = [];

    /// <summary>Adds a float32 constant.</summary>
    public string Constant(string name, IReadOnlyList<int> shape, float[] values) =>
        Constant(name, shape, OnnxElement.Float32, MemoryMarshal.AsBytes<float>(values));

    /// <summary>Adds a list of integers, as operators take shapes, axes and sizes.</summary>
    public string Constant(string name, params long[] values) =>
        Constant(name, [values.Length], OnnxElement.Int64, MemoryMarshal.AsBytes<long>(values));

    /// <summary>Applies an operator that has one result.</summary>
    public string Apply(string name, string operation, IReadOnlyList<string> inputs, params OnnxAttribute[] attributes)
    {
        _nodes.Add(new OnnxNode(name, operation, inputs, [name], attributes));
        return name;
    }

    /// <summary>Cuts a value along axis 1 into parts of the given names and sizes.</summary>
    public void Split(string name, string input, params (string Name, int Size)[] parts)
    {
        string sizes = Constant($"{name}.sizes", [.. parts.Select(part => (long)part.Size)]);
        _nodes.Add(new OnnxNode(name, "Split", [input, sizes], [.. parts.Select(part => part.Name)], [new OnnxAttribute("axis", 1)]));
    }

    /// <summary>The rows, columns or channels from start to end (exclusive) along one axis.</summary>
    public string Slice(string name, string input, int axis, int start, int end) => Apply(
        name,
        "Slice",
        [input, Constant($"{name}.start", start), Constant($"{name}.end", end), Constant($"{name}.axis", axis)]);

    /// <summary>The graph of everything added.</summary>
    public OnnxGraph Build(string name, OnnxValue input, OnnxValue output) => new(name, _nodes, _initializers, [input], [output]);

    private string Constant(string name, IReadOnlyList<int> shape, OnnxElement element, ReadOnlySpan<byte> data)
    {
        _initializers.Add(new OnnxTensor(name, shape, element, data.ToArray()));
        return name;
    }
}
