using System.Buffers.Binary;
using System.Numerics;
using Bunraku.Core.Errors;

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

    private const int MaxDepth = 64;

    private readonly PickleInput _input;
    private readonly string _path;
    private readonly PickleStack _stack;
    private readonly Dictionary<uint, object> _memo = [];

    private PickleReader(byte[] bytes, string path)
    {
        _input = new PickleInput(bytes, path);
        _stack = new PickleStack(_input, MaxDepth);
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
        if (protocol is < 2 or > 5)
        {
            throw Corrupt($"protocol 2 to 5 was expected, but found {protocol}");
        }
    }

    private object Finish()
    {
        object root = _stack.Pop();
        if (!_stack.IsEmpty)
        {
            throw Corrupt("it ends with unused values");
        }

        return _input.Remaining == 0 ? root : throw Corrupt("data follow its end");
    }

    private void Execute(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Mark: _stack.OpenMark(); break;
            case PickleOpcode.EmptyTuple: _stack.Push(PickleTuple.Empty); break;
            case PickleOpcode.EmptyList: _stack.Push(new PickleList()); break;
            case PickleOpcode.EmptyDict: _stack.Push(new PickleDictionary(isOrdered: false)); break;
            case PickleOpcode.Tuple: PushContainer(new PickleTuple(_stack.PopToMark())); break;
            case PickleOpcode.Tuple1: PushContainer(new PickleTuple(_stack.PopMany(1))); break;
            case PickleOpcode.Tuple2: PushContainer(new PickleTuple(_stack.PopMany(2))); break;
            case PickleOpcode.Tuple3: PushContainer(new PickleTuple(_stack.PopMany(3))); break;
            case PickleOpcode.Append: Append(_stack.PopMany(1)); break;
            case PickleOpcode.Appends: Append(_stack.PopToMark()); break;
            case PickleOpcode.SetItem: SetItems(_stack.PopMany(2)); break;
            case PickleOpcode.SetItems: SetItems(_stack.PopToMark()); break;

            case PickleOpcode.None: _stack.Push(PickleNone.Value); break;
            case PickleOpcode.NewTrue: _stack.Push(true); break;
            case PickleOpcode.NewFalse: _stack.Push(false); break;
            case PickleOpcode.BinInt: _stack.Push((long)BinaryPrimitives.ReadInt32LittleEndian(_input.Take(4))); break;
            case PickleOpcode.BinInt1: _stack.Push((long)_input.TakeByte()); break;
            case PickleOpcode.BinInt2: _stack.Push((long)BinaryPrimitives.ReadUInt16LittleEndian(_input.Take(2))); break;
            case PickleOpcode.Long1: PushLong(_input.Take(_input.TakeByte())); break;
            case PickleOpcode.BinFloat: _stack.Push(BinaryPrimitives.ReadDoubleBigEndian(_input.Take(8))); break;
            case PickleOpcode.BinUnicode: _stack.Push(_input.TakeText(_input.TakeUInt32())); break;
            case PickleOpcode.ShortBinUnicode: _stack.Push(_input.TakeText(_input.TakeByte())); break;

            case PickleOpcode.BinPut: _memo[_input.TakeByte()] = _stack.Peek(); break;
            case PickleOpcode.LongBinPut: _memo[_input.TakeUInt32()] = _stack.Peek(); break;
            case PickleOpcode.Memoize: _memo[(uint)_memo.Count] = _stack.Peek(); break;
            case PickleOpcode.BinGet: PushMemo(_input.TakeByte()); break;
            case PickleOpcode.LongBinGet: PushMemo(_input.TakeUInt32()); break;
            case PickleOpcode.Frame: CheckFrame(); break;

            case PickleOpcode.Global: PushGlobal(_input.TakeLine(), _input.TakeLine()); break;
            case PickleOpcode.StackGlobal: PushStackGlobal(); break;
            case PickleOpcode.BinPersId: _stack.Push(ToStorage(_stack.Pop())); break;
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
        if (_stack.Peek() is not PickleList { IsPlaced: false } list)
        {
            throw Corrupt("items are appended to something that is not a list");
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
        if (_stack.Peek() is not PickleDictionary { IsPlaced: false } dictionary || items.Length % 2 != 0)
        {
            throw Corrupt("keys and values are set in something that is not a dictionary");
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
        _stack.Push(isLong ? (object)(long)value : value);
    }

    private void PushMemo(uint index) =>
        _stack.Push(_memo.TryGetValue(index, out object? value) ? value : throw Corrupt($"unknown memo {index}"));

    private void CheckFrame()
    {
        if (BinaryPrimitives.ReadUInt64LittleEndian(_input.Take(8)) > (ulong)_input.Remaining)
        {
            throw Corrupt("a frame reaches beyond the end");
        }
    }

    private void PushStackGlobal()
    {
        if (_stack.PopMany(2) is [string module, string name])
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
        _stack.Push(PickleGlobal.Find(fullName) ?? throw Forbidden(fullName));
    }

    private PickledStorage ToStorage(object persistentId)
    {
        if (persistentId is not PickleTuple { Items: ["storage", PickleGlobal { StorageType: { } type }, string key, string, long count] })
        {
            throw Corrupt("a persistent id is not that of a storage");
        }

        // The location, such as "cuda:0", says where the tensor once was, which is of no concern here.
        bool isValid = key.Length is > 0 and <= 20 && key.All(char.IsAsciiDigit) && count >= 0;
        return isValid ? new PickledStorage(key, type, count) : throw Corrupt($"a storage has the key {ForeignText.Quote(key)} and {count} elements");
    }

    private void Reduce()
    {
        object[] call = _stack.PopMany(2);
        if (call is not [PickleGlobal function, PickleTuple { Items: { } arguments }])
        {
            throw Corrupt("something that is not a function is called");
        }

        if (function == PickleGlobal.OrderedDictionary && arguments is [])
        {
            _stack.Push(new PickleDictionary(isOrdered: true));
        }
        else if (function == PickleGlobal.RebuildTensor
            && arguments is [PickledStorage storage, long offset, PickleTuple sizes, PickleTuple strides, bool, PickleDictionary { IsOrdered: true }])
        {
            _stack.Push(PickledTensor.Create(_path, storage, offset, ToIntegers(sizes), ToIntegers(strides)));
        }
        else if (function == PickleGlobal.RebuildParameter && arguments is [PickledTensor tensor, bool, PickleDictionary { IsOrdered: true }])
        {
            _stack.Push(tensor);
        }
        else
        {
            throw Corrupt($"{ForeignText.Quote(function.Name)} has wrong arguments");
        }
    }

    private long[] ToIntegers(PickleTuple tuple) =>
        Array.ConvertAll(tuple.Items, item => item is long value ? value : throw Corrupt("a size or stride is not an integer"));

    /// <summary>The attributes of an ordered dictionary (<c>_metadata</c>: versions of the modules) are of no use to us.</summary>
    private void Build()
    {
        if (_stack.Pop() is not PickleDictionary || _stack.Peek() is not PickleDictionary { IsOrdered: true })
        {
            throw Corrupt("attributes are set on something that is not an ordered dictionary");
        }
    }

    private void PushContainer(PickleContainer container)
    {
        CheckDepth(container);
        _stack.Push(container);
    }

    private void CheckDepth(PickleContainer container)
    {
        if (container.Depth > MaxDepth)
        {
            throw Corrupt($"it is nested deeper than {MaxDepth}");
        }
    }

    private CheckpointException Corrupt(string reason) => _input.Corrupt(reason);

    private CheckpointException Forbidden(string name) => CheckpointException.ForbiddenObject(_path, _input.OpcodeOffset, name);
}
