using System.Buffers.Binary;
using System.Numerics;

namespace Bunraku.Core.Checkpoints.Pickles;

/// <summary>
/// Interprets <c>data.pkl</c> as data: tuples, lists, dictionaries, numbers, text and references to tensors. It calls nothing: the three
/// functions that a checkpoint names are recognised and done here, and every other name is refused. Values are <see cref="string"/>,
/// <see cref="long"/>, <see cref="BigInteger"/>, <see cref="double"/>, <see cref="bool"/>, <see cref="PickleNone"/>,
/// <see cref="PickleContainer"/>, <see cref="PickleGlobal"/>, <see cref="PickledStorage"/> and <see cref="PickledTensor"/>.
/// </summary>
internal sealed class PickleReader
{
    /// <summary>The most bytes of a pickle.</summary>
    public const int MaxBytes = 16 << 20;

    private const int MaxObjects = 100_000;
    private const int MaxDepth = 64;

    private readonly PickleInput _input;
    private readonly string _path;
    private readonly List<object> _stack = [];
    private readonly List<int> _marks = [];
    private readonly Dictionary<uint, object> _memo = [];
    private int _objects;

    private PickleReader(byte[] bytes, string path)
    {
        _input = new PickleInput(bytes, path);
        _path = path;
    }

    /// <summary>Reads the one value of a pickle.</summary>
    /// <param name="bytes">The pickle.</param>
    /// <param name="path">The file to name in errors.</param>
    /// <exception cref="CheckpointException">The pickle is damaged, or holds anything but data.</exception>
    public static object Read(byte[] bytes, string path) => new PickleReader(bytes, path).Run();

    private object Run()
    {
        ReadProtocol();
        while (true)
        {
            PickleOpcode opcode = _input.TakeOpcode();
            if (opcode == PickleOpcode.Stop)
            {
                return Finish();
            }

            Execute(opcode);
        }
    }

    private void ReadProtocol()
    {
        if (_input.TakeByte() != (byte)PickleOpcode.Proto)
        {
            throw Corrupt("it does not begin with a protocol number");
        }

        byte protocol = _input.TakeByte();
        if (protocol is < 2 or > 4)
        {
            throw Corrupt($"protocol 2 to 4 was expected, but found {protocol}");
        }
    }

    private object Finish()
    {
        object root = Pop();
        if (_stack.Count > 0 || _marks.Count > 0)
        {
            throw Corrupt("it ends with unused values");
        }

        return _input.Remaining == 0 ? root : throw Corrupt("data follow its end");
    }

    private void Execute(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Mark: OpenMark(); break;
            case PickleOpcode.EmptyTuple: Push(PickleTuple.Empty); break;
            case PickleOpcode.EmptyList: Push(new PickleList()); break;
            case PickleOpcode.EmptyDict: Push(new PickleDictionary(isOrdered: false)); break;
            case PickleOpcode.Tuple: PushContainer(new PickleTuple(PopToMark())); break;
            case PickleOpcode.Tuple1: PushContainer(new PickleTuple(PopMany(1))); break;
            case PickleOpcode.Tuple2: PushContainer(new PickleTuple(PopMany(2))); break;
            case PickleOpcode.Tuple3: PushContainer(new PickleTuple(PopMany(3))); break;
            case PickleOpcode.Append: Append(PopMany(1)); break;
            case PickleOpcode.Appends: Append(PopToMark()); break;
            case PickleOpcode.SetItem: SetItems(PopMany(2)); break;
            case PickleOpcode.SetItems: SetItems(PopToMark()); break;

            case PickleOpcode.None: Push(PickleNone.Value); break;
            case PickleOpcode.NewTrue: Push(true); break;
            case PickleOpcode.NewFalse: Push(false); break;
            case PickleOpcode.BinInt: Push((long)BinaryPrimitives.ReadInt32LittleEndian(_input.Take(4))); break;
            case PickleOpcode.BinInt1: Push((long)_input.TakeByte()); break;
            case PickleOpcode.BinInt2: Push((long)BinaryPrimitives.ReadUInt16LittleEndian(_input.Take(2))); break;
            case PickleOpcode.Long1: PushLong(_input.Take(_input.TakeByte())); break;
            case PickleOpcode.BinFloat: Push(BinaryPrimitives.ReadDoubleBigEndian(_input.Take(8))); break;
            case PickleOpcode.BinUnicode: Push(_input.TakeText(_input.TakeUInt32())); break;
            case PickleOpcode.ShortBinUnicode: Push(_input.TakeText(_input.TakeByte())); break;

            case PickleOpcode.BinPut: _memo[_input.TakeByte()] = Peek(); break;
            case PickleOpcode.LongBinPut: _memo[_input.TakeUInt32()] = Peek(); break;
            case PickleOpcode.Memoize: _memo[(uint)_memo.Count] = Peek(); break;
            case PickleOpcode.BinGet: PushMemo(_input.TakeByte()); break;
            case PickleOpcode.LongBinGet: PushMemo(_input.TakeUInt32()); break;
            case PickleOpcode.Frame: CheckFrame(); break;

            case PickleOpcode.Global: PushGlobal(_input.TakeLine(), _input.TakeLine()); break;
            case PickleOpcode.StackGlobal: PushStackGlobal(); break;
            case PickleOpcode.BinPersId: Push(ToStorage(Pop())); break;
            case PickleOpcode.Reduce: Reduce(); break;
            case PickleOpcode.Build: Build(); break;

            case PickleOpcode.Inst: throw Forbidden($"{_input.TakeLine()} {_input.TakeLine()}");
            case PickleOpcode.Obj or PickleOpcode.NewObj or PickleOpcode.NewObjEx: throw Forbidden("a new Python object");
            case PickleOpcode.Ext1: throw Forbidden($"extension {_input.TakeByte()}");
            case PickleOpcode.Ext2: throw Forbidden($"extension {BinaryPrimitives.ReadUInt16LittleEndian(_input.Take(2))}");
            case PickleOpcode.Ext4: throw Forbidden($"extension {BinaryPrimitives.ReadInt32LittleEndian(_input.Take(4))}");
            default: throw Corrupt($"unknown opcode 0x{(byte)opcode:x2}");
        }
    }

    private void Append(object[] items)
    {
        if (Peek() is not PickleList { IsPlaced: false } list)
        {
            throw Corrupt("items are appended to something that is not a list in the making");
        }

        foreach (object item in items)
        {
            RequireNotSelf(list, item);
            list.Append(item);
        }

        CheckDepth(list);
    }

    private void SetItems(object[] items)
    {
        if (Peek() is not PickleDictionary { IsPlaced: false } dictionary || items.Length % 2 != 0)
        {
            throw Corrupt("keys and values are set in something that is not a dictionary in the making");
        }

        for (int i = 0; i < items.Length; i += 2)
        {
            RequireNotSelf(dictionary, items[i]);
            RequireNotSelf(dictionary, items[i + 1]);
            dictionary.Set(items[i], items[i + 1]);
        }

        CheckDepth(dictionary);
    }

    private void RequireNotSelf(PickleContainer container, object item)
    {
        if (ReferenceEquals(container, item))
        {
            throw Corrupt("a container holds itself");
        }
    }

    private void PushLong(ReadOnlySpan<byte> littleEndian)
    {
        var value = new BigInteger(littleEndian);
        bool isLong = value >= long.MinValue && value <= long.MaxValue;
        Push(isLong ? (object)(long)value : value);
    }

    private void PushMemo(uint index) =>
        Push(_memo.TryGetValue(index, out object? value) ? value : throw Corrupt($"unknown memo {index}"));

    private void CheckFrame()
    {
        if (BinaryPrimitives.ReadUInt64LittleEndian(_input.Take(8)) > (ulong)_input.Remaining)
        {
            throw Corrupt("a frame reaches beyond the end");
        }
    }

    private void PushStackGlobal()
    {
        if (PopMany(2) is [string module, string name])
        {
            PushGlobal(module, name);
        }
        else
        {
            throw Corrupt("the name of an object is not text");
        }
    }

    private void PushGlobal(string module, string name)
    {
        string fullName = $"{module} {name}";
        Push(PickleGlobal.Find(fullName) ?? throw Forbidden(fullName));
    }

    private PickledStorage ToStorage(object persistentId)
    {
        if (persistentId is not PickleTuple { Items: ["storage", PickleGlobal { StorageType: { } type }, string key, string, long count] })
        {
            throw Corrupt("a persistent id is not that of a storage");
        }

        // The location, such as "cuda:0", says where the tensor once was, which is of no concern here.
        bool isValid = key.Length is > 0 and <= 20 && key.All(char.IsAsciiDigit) && count >= 0;
        return isValid ? new PickledStorage(key, type, count) : throw Corrupt($"a storage has the key \"{key}\" and {count} elements");
    }

    private void Reduce()
    {
        object[] call = PopMany(2);
        if (call is not [PickleGlobal function, PickleTuple { Items: { } arguments }])
        {
            throw Corrupt("something that is no function is called");
        }

        if (function == PickleGlobal.OrderedDictionary && arguments is [])
        {
            Push(new PickleDictionary(isOrdered: true));
        }
        else if (function == PickleGlobal.RebuildTensor
            && arguments is [PickledStorage storage, long offset, PickleTuple sizes, PickleTuple strides, bool, PickleDictionary { IsOrdered: true }])
        {
            Push(PickledTensor.Create(_path, storage, offset, ToIntegers(sizes), ToIntegers(strides)));
        }
        else if (function == PickleGlobal.RebuildParameter && arguments is [PickledTensor tensor, bool, PickleDictionary { IsOrdered: true }])
        {
            Push(tensor);
        }
        else
        {
            throw Corrupt($"\"{function.Name}\" has wrong arguments");
        }
    }

    private long[] ToIntegers(PickleTuple tuple) =>
        Array.ConvertAll(tuple.Items, item => item is long value ? value : throw Corrupt("a size or stride is not an integer"));

    /// <summary>The attributes of an ordered dictionary (<c>_metadata</c>: versions of the modules) are of no use to us.</summary>
    private void Build()
    {
        if (Pop() is not PickleDictionary || Peek() is not PickleDictionary { IsOrdered: true })
        {
            throw Corrupt("attributes are set on something that is not an ordered dictionary");
        }
    }

    private void OpenMark()
    {
        if (_marks.Count == MaxDepth)
        {
            throw Corrupt($"it is nested deeper than {MaxDepth}");
        }

        _marks.Add(_stack.Count);
    }

    private void PushContainer(PickleContainer container)
    {
        CheckDepth(container);
        Push(container);
    }

    private void CheckDepth(PickleContainer container)
    {
        if (container.Depth > MaxDepth)
        {
            throw Corrupt($"it is nested deeper than {MaxDepth}");
        }
    }

    private void Push(object value)
    {
        if (++_objects > MaxObjects)
        {
            throw Corrupt($"it has more than {MaxObjects} objects");
        }

        _stack.Add(value);
    }

    private object Pop() => PopMany(1)[0];

    private object Peek()
    {
        RequireValues(1);
        return _stack[^1];
    }

    private object[] PopMany(int count)
    {
        RequireValues(count);
        return PopFrom(_stack.Count - count);
    }

    private object[] PopToMark()
    {
        if (_marks.Count == 0)
        {
            throw Corrupt("no mark is open");
        }

        int mark = _marks[^1];
        _marks.RemoveAt(_marks.Count - 1);
        return PopFrom(mark);
    }

    private object[] PopFrom(int index)
    {
        object[] values = [.. _stack[index..]];
        _stack.RemoveRange(index, values.Length);
        return values;
    }

    /// <summary>Values below the last open mark are out of reach.</summary>
    private void RequireValues(int count)
    {
        int floor = _marks.Count == 0 ? 0 : _marks[^1];
        if (_stack.Count - floor < count)
        {
            throw Corrupt("a value is missing");
        }
    }

    private CheckpointException Corrupt(string reason) => _input.Corrupt(reason);

    private CheckpointException Forbidden(string name) => CheckpointException.ForbiddenObject(_path, _input.OpcodeOffset, name);
}
