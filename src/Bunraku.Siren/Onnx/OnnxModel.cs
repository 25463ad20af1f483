namespace Bunraku.Siren.Onnx;

/// <summary>An ONNX model: a graph and who wrote it. Only what <see cref="OnnxWireFormat"/> writes is modelled here.</summary>
internal sealed record OnnxModel(
    string ProducerName,
    string ProducerVersion,
    string Documentation,
    IReadOnlyList<KeyValuePair<string, string>> Metadata,
    OnnxGraph Graph);

/// <summary>Nodes in an order in which each one's inputs are already known.</summary>
internal sealed record OnnxGraph(
    string Name,
    IReadOnlyList<OnnxNode> Nodes,
    IReadOnlyList<OnnxTensor> Initializers,
    IReadOnlyList<OnnxValue> Inputs,
    IReadOnlyList<OnnxValue> Outputs);

/// <summary>One application of an operator of the default domain.</summary>
internal sealed record OnnxNode(
    string Name,
    string Operator,
    IReadOnlyList<string> Inputs,
    IReadOnlyList<string> Outputs,
    IReadOnlyList<OnnxAttribute> Attributes);

/// <summary>A float32 input or output of the graph.</summary>
internal sealed record OnnxValue(string Name, IReadOnlyList<int> Shape, string Documentation);

/// <summary>A constant tensor: its elements in row-major order as little-endian bytes.</summary>
internal sealed record OnnxTensor(string Name, IReadOnlyList<int> Shape, OnnxElement Element, ReadOnlyMemory<byte> Data);

/// <summary>The element types of tensors, with their numbers in the format.</summary>
internal enum OnnxElement
{
    Float32 = 1,
    Int64 = 7,
}

/// <summary>A named argument of a node: exactly one of the three values is given.</summary>
internal sealed record OnnxAttribute
{
    public OnnxAttribute(string name, long integer) => (Name, Integer) = (name, integer);

    public OnnxAttribute(string name, string text) => (Name, Text) = (name, text);

    public OnnxAttribute(string name, IReadOnlyList<long> integers) => (Name, Integers) = (name, integers);

    public string Name { get; }

    public long Integer { get; }

    public string? Text { get; }

    public IReadOnlyList<long>? Integers { get; }
}
