using Google.Protobuf;

namespace Bunraku.Siren.Onnx;

/// <summary>
/// Writes an <see cref="OnnxModel"/> in the protocol buffer encoding of <c>onnx.proto</c>. The field numbers are those of the
/// published message definitions; the messages and fields that a student needs are all that is here. Written by hand because
/// the compiler that would generate it from a .proto file weighs more (99 MB) than everything else a build restores.
/// </summary>
internal static class OnnxWireFormat
{
    /// <summary>The version of the operator definitions used: the newest in which bilinear grid sampling is called "bilinear".</summary>
    public const int OperatorSet = 17;

    /// <summary>The version of the file format that came with <see cref="OperatorSet"/>.</summary>
    public const int IrVersion = 8;

    private const int AttributeTypeInteger = 2;
    private const int AttributeTypeText = 3;
    private const int AttributeTypeIntegers = 7;

    public static byte[] Write(OnnxModel model) => Message(output =>
    {
        Int64(output, 1, IrVersion);
        Text(output, 2, model.ProducerName);
        Text(output, 3, model.ProducerVersion);
        Text(output, 6, model.Documentation);
        Bytes(output, 7, Graph(model.Graph));
        Bytes(output, 8, Message(operatorSet => Int64(operatorSet, 2, OperatorSet)));
        Each(model.Metadata, entry => Bytes(output, 14, Message(pair =>
        {
            Text(pair, 1, entry.Key);
            Text(pair, 2, entry.Value);
        })));
    });

    private static byte[] Graph(OnnxGraph graph) => Message(output =>
    {
        Each(graph.Nodes, node => Bytes(output, 1, Node(node)));
        Text(output, 2, graph.Name);
        Each(graph.Initializers, tensor => Bytes(output, 5, Tensor(tensor)));
        Each(graph.Inputs, input => Bytes(output, 11, Value(input)));
        Each(graph.Outputs, result => Bytes(output, 12, Value(result)));
    });

    private static byte[] Node(OnnxNode node) => Message(output =>
    {
        Each(node.Inputs, input => Text(output, 1, input));
        Each(node.Outputs, result => Text(output, 2, result));
        Text(output, 3, node.Name);
        Text(output, 4, node.Operator);
        Each(node.Attributes, attribute => Bytes(output, 5, Attribute(attribute)));
    });

    private static byte[] Attribute(OnnxAttribute attribute) => Message(output =>
    {
        Text(output, 1, attribute.Name);
        if (attribute.Text is string text)
        {
            Text(output, 4, text);
            Int64(output, 20, AttributeTypeText);
        }
        else if (attribute.Integers is { } integers)
        {
            Each(integers, integer => Int64(output, 8, integer));
            Int64(output, 20, AttributeTypeIntegers);
        }
        else
        {
            Int64(output, 3, attribute.Integer);
            Int64(output, 20, AttributeTypeInteger);
        }
    });

    private static byte[] Tensor(OnnxTensor tensor) => Message(output =>
    {
        Each(tensor.Shape, size => Int64(output, 1, size));
        Int64(output, 2, (int)tensor.Element);
        Text(output, 8, tensor.Name);
        Bytes(output, 9, tensor.Data);
    });

    private static byte[] Value(OnnxValue value) => Message(output =>
    {
        Text(output, 1, value.Name);
        Bytes(output, 2, Message(type => Bytes(type, 1, Message(tensor =>
        {
            Int64(tensor, 1, (int)OnnxElement.Float32);
            Bytes(tensor, 2, Shape(value.Shape));
        }))));
        Text(output, 3, value.Documentation);
    });

    private static byte[] Shape(IReadOnlyList<int> sizes) => Message(output => Each(sizes, size => Bytes(output, 1, Message(dimension => Int64(dimension, 1, size)))));

    /// <summary>A repeated field.</summary>
    private static void Each<T>(IReadOnlyList<T> values, Action<T> write)
    {
        foreach (T value in values)
        {
            write(value);
        }
    }

    private static byte[] Message(Action<CodedOutputStream> write)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            write(output);
        }

        return stream.ToArray();
    }

    private static void Int64(CodedOutputStream output, int field, long value)
    {
        output.WriteTag(field, WireFormat.WireType.Varint);
        output.WriteInt64(value);
    }

    private static void Text(CodedOutputStream output, int field, string value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteString(value);
    }

    private static void Bytes(CodedOutputStream output, int field, ReadOnlyMemory<byte> value)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteBytes(UnsafeByteOperations.UnsafeWrap(value));
    }
}
