namespace Bunraku.Core.Checkpoints.Pickles;

/// <summary>The values that opcodes take and leave. Values below the last open mark are out of reach.</summary>
/// <param name="input">Where the pickle is, for errors.</param>
/// <param name="maxDepth">The most marks that may be open at a time.</param>
internal sealed class PickleStack(PickleInput input, int maxDepth)
{
    private const int MaxObjects = 100_000;

    private readonly List<object> _stack = [];
    private readonly List<int> _marks = [];
    private int _objects;

    public bool IsEmpty => _stack.Count == 0 && _marks.Count == 0;

    /// <summary>Begins a sequence of values that one opcode will take together.</summary>
    public void OpenMark()
    {
        if (_marks.Count == maxDepth)
        {
            throw input.Corrupt($"it is nested deeper than {maxDepth}");
        }

        _marks.Add(_stack.Count);
    }

    public void Push(object value)
    {
        if (++_objects > MaxObjects)
        {
            throw input.Corrupt($"it has more than {MaxObjects} objects");
        }

        _stack.Add(value);
    }

    public object Pop() => PopMany(1)[0];

    public object Peek()
    {
        RequireValues(1);
        return _stack[^1];
    }

    public object[] PopMany(int count)
    {
        RequireValues(count);
        return PopFrom(_stack.Count - count);
    }

    /// <summary>Takes the values above the last open mark, and closes it.</summary>
    public object[] PopToMark()
    {
        if (_marks.Count == 0)
        {
            throw input.Corrupt("no mark is open");
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

    private void RequireValues(int count)
    {
        int floor = _marks.Count == 0 ? 0 : _marks[^1];
        if (_stack.Count - floor < count)
        {
            throw input.Corrupt("a value is missing");
        }
    }
}
