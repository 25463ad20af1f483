using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Bunraku.Core.Checkpoints.Pickles;

/// <summary>
/// Writes the pickle of a checkpoint, and collects the tensors that it refers to: float32, contiguous, each alone in its storage, which is
/// named by its number.
/// </summary>
internal sealed class PickleWriter
{
    private readonly ArrayBufferWriter<byte> _pickle = new();
    private readonly List<float[]> _storages = [];

    public PickleWriter() => Add(PickleOpcode.Proto, 2);

    /// <summary>The elements of every storage so far.</summary>
    public IReadOnlyList<float[]> Storages => _storages;

    /// <summary>Ends the pickle.</summary>
    public byte[] Finish()
    {
        Add(PickleOpcode.Stop);
        return _pickle.WrittenSpan.ToArray();
    }

    public void Add(PickleOpcode opcode, params ReadOnlySpan<byte> argument)
    {
        _pickle.Write([(byte)opcode]);
        _pickle.Write(argument);
    }

    public void AddEmptyOrderedDictionary()
    {
        AddGlobal(PickleGlobal.OrderedDictionary);
        Add(PickleOpcode.EmptyTuple);
        Add(PickleOpcode.Reduce);
    }

    public void AddTensor(Tensor tensor)
    {
        AddGlobal(PickleGlobal.RebuildTensor);
        Add(PickleOpcode.Mark);

        Add(PickleOpcode.Mark);
        AddText("storage");
        AddGlobal(PickleGlobal.FloatStorage);
        AddText(_storages.Count.ToString(CultureInfo.InvariantCulture));
        AddText("cpu");
        AddInteger(tensor.Values.Length);
        Add(PickleOpcode.Tuple);
        Add(PickleOpcode.BinPersId);
        _storages.Add(tensor.Values);

        AddInteger(0);
        AddIntegers(tensor.Shape);
        AddIntegers(Strides(tensor.Shape));
        Add(PickleOpcode.NewFalse);
        AddEmptyOrderedDictionary();
        Add(PickleOpcode.Tuple);
        Add(PickleOpcode.Reduce);
    }

    public void AddText(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        Add(PickleOpcode.BinUnicode, length);
        _pickle.Write(bytes);
    }

    public void AddInteger(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        switch (value)
        {
            case >= 0 and <= byte.MaxValue: Add(PickleOpcode.BinInt1, bytes[..1]); break;
            case >= 0 and <= ushort.MaxValue: Add(PickleOpcode.BinInt2, bytes[..2]); break;
            default: Add(PickleOpcode.BinInt, bytes); break;
        }
    }

    public void AddReal(double value)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteDoubleBigEndian(bytes, value);
        Add(PickleOpcode.BinFloat, bytes);
    }

    private static int[] Strides(int[] shape)
    {
        int[] strides = new int[shape.Length];
        int stride = 1;
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = stride;
            stride *= Math.Max(1, shape[i]);
        }

        return strides;
    }

    private void AddGlobal(PickleGlobal global)
    {
        Add(PickleOpcode.Global);
        _pickle.Write(Encoding.ASCII.GetBytes(global.Name.Replace(' ', '\n') + "\n"));
    }

    private void AddIntegers(int[] values)
    {
        Add(PickleOpcode.Mark);
        foreach (int value in values)
        {
            AddInteger(value);
        }

        Add(PickleOpcode.Tuple);
    }
}
