using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Bunraku.Core.Checkpoints.Pickles;

/// <summary>Writes the pickle of a state dictionary whose tensors are float32, contiguous and each alone in its storage.</summary>
internal sealed class StateDictPickle
{
    private readonly ArrayBufferWriter<byte> _pickle = new();

    private StateDictPickle()
    {
    }

    /// <summary>The pickle; the tensor at position k has the storage k.</summary>
    public static byte[] Of(StateDict weights)
    {
        var pickle = new StateDictPickle();
        pickle.Add(PickleOpcode.Proto, 2);
        pickle.AddEmptyOrderedDictionary();
        pickle.Add(PickleOpcode.Mark);
        for (int k = 0; k < weights.Entries.Count; k++)
        {
            (string name, Tensor tensor) = weights.Entries[k];
            pickle.AddText(name);
            pickle.AddTensor(tensor, k);
        }

        pickle.Add(PickleOpcode.SetItems);
        pickle.Add(PickleOpcode.Stop);
        return pickle._pickle.WrittenSpan.ToArray();
    }

    private void AddTensor(Tensor tensor, int storage)
    {
        AddGlobal(PickleGlobal.RebuildTensor);
        Add(PickleOpcode.Mark);

        Add(PickleOpcode.Mark);
        AddText("storage");
        AddGlobal(PickleGlobal.FloatStorage);
        AddText(storage.ToString(CultureInfo.InvariantCulture));
        AddText("cpu");
        AddInteger(tensor.Values.Length);
        Add(PickleOpcode.Tuple);
        Add(PickleOpcode.BinPersId);

        AddInteger(0);
        AddIntegers(tensor.Shape);
        AddIntegers(Strides(tensor.Shape));
        Add(PickleOpcode.NewFalse);
        AddEmptyOrderedDictionary();
        Add(PickleOpcode.Tuple);
        Add(PickleOpcode.Reduce);
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

    private void AddEmptyOrderedDictionary()
    {
        AddGlobal(PickleGlobal.OrderedDictionary);
        Add(PickleOpcode.EmptyTuple);
        Add(PickleOpcode.Reduce);
    }

    private void AddGlobal(PickleGlobal global)
    {
        Add(PickleOpcode.Global);
        _pickle.Write(Encoding.ASCII.GetBytes(global.Name.Replace(' ', '\n') + "\n"));
    }

    private void AddText(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
        Add(PickleOpcode.BinUnicode, length);
        _pickle.Write(bytes);
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

    private void AddInteger(int value)
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

    private void Add(PickleOpcode opcode, params ReadOnlySpan<byte> argument)
    {
        _pickle.Write([(byte)opcode]);
        _pickle.Write(argument);
    }
}
