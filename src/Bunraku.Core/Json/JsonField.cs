using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Json;

/// <summary>
/// A value of a <see cref="JsonInput"/> together with its place, which every message names. Each member either tells what the
/// value is or throws <see cref="BadInputException"/>.
/// </summary>
public readonly struct JsonField
{
    /// <summary>The longest time taken for a clock, in seconds: about 3,000 years.</summary>
    private const double LongestTime = 1e11;

    private readonly JsonElement _element;
    private readonly string _source;
    private readonly string _parent;
    private readonly string? _name;
    private readonly int _index;

    internal JsonField(JsonElement element, string source)
        : this(element, source, parent: "", name: null, index: -1)
    {
    }

    private JsonField(JsonElement element, string source, string parent, string? name, int index)
    {
        _element = element;
        _source = source;
        _parent = parent;
        _name = name;
        _index = index;
    }

    /// <summary>The place of the value in the text, for example <c>inputs[3].values</c>; empty for the root.</summary>
    public string Path => _name is not null ? Joined(_parent, _name)
        : _index >= 0 ? string.Create(CultureInfo.InvariantCulture, $"{_parent}[{_index}]")
        : _parent;

    /// <summary>Whether the value is an object with members.</summary>
    public bool IsObject => _element.ValueKind == JsonValueKind.Object;

    /// <summary>Whether the value is an array.</summary>
    public bool IsList => _element.ValueKind == JsonValueKind.Array;

    /// <summary>Whether the value is a number of any size.</summary>
    public bool IsNumber => _element.ValueKind == JsonValueKind.Number;

    /// <summary>Whether the text says <c>null</c>.</summary>
    public bool IsNull => _element.ValueKind == JsonValueKind.Null;

    /// <summary>The text, or null for a value of another kind.</summary>
    public string? TextOrNull => _element.ValueKind == JsonValueKind.String ? _element.GetString() : null;

    /// <summary>The number, which can be infinite where a double has no room for it; null for a value of another kind.</summary>
    public double? NumberOrNull => IsNumber && _element.TryGetDouble(out double number) ? number : null;

    /// <summary>The truth value, or null for a value of another kind.</summary>
    public bool? TruthOrNull => _element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>The number of values in a list; 0 for a value of another kind.</summary>
    public int Count => IsList ? _element.GetArrayLength() : 0;

    /// <summary>The same value under another name in messages.</summary>
    public JsonField Called(string path) => new(_element, _source, path, name: null, index: -1);

    /// <summary>Finds a member of an object; false where it is missing or the value is not an object.</summary>
    public bool TryFind(string name, out JsonField member)
    {
        JsonElement found = default;
        bool isFound = IsObject && _element.TryGetProperty(name, out found);
        member = new JsonField(found, _source, Path, name, index: -1);
        return isFound;
    }

    /// <summary>The members of an object, in the order of the text.</summary>
    /// <exception cref="BadInputException">The value is not an object.</exception>
    public IEnumerable<(string Name, JsonField Value)> Members()
    {
        Require(IsObject, "an object");
        string source = _source;
        string path = Path;
        return _element.EnumerateObject().Select(member => (member.Name, new JsonField(member.Value, source, path, member.Name, index: -1)));
    }

    /// <summary>The values of a list.</summary>
    /// <exception cref="BadInputException">The value is not a list.</exception>
    public IEnumerable<JsonField> Items()
    {
        Require(IsList, "a list");
        string source = _source;
        string path = Path;
        return _element.EnumerateArray().Select((item, index) => new JsonField(item, source, path, name: null, index));
    }

    /// <summary>A finite number.</summary>
    /// <exception cref="BadInputException">The value is not a number, or too large for a double.</exception>
    public double Number() => NumberOrNull is { } number && double.IsFinite(number) ? number : throw Unexpected("a finite number");

    /// <summary>A time given in seconds.</summary>
    /// <exception cref="BadInputException">The value is not a number, or not a sensible time.</exception>
    public TimeSpan Seconds()
    {
        double seconds = Number();
        return Math.Abs(seconds) <= LongestTime
            ? TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond))
            : throw Unexpected("a time in seconds");
    }

    /// <summary>What the value is, short enough for a message.</summary>
    public string Describe() => _element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Undefined => "missing",
        _ => ForeignText.Show(_element.GetRawText()),
    };

    /// <summary>The exception for a value that is something else than expected: source, place, expectation, value.</summary>
    public BadInputException Unexpected(string expected) => new($"{_source}: {(Path is { Length: > 0 } path ? ForeignText.Show(path) : "the text")} must be {expected}, but is {Describe()}.");

    /// <summary>Checks this value and everything in it.</summary>
    /// <exception cref="BadInputException">A list holds <c>null</c>.</exception>
    internal void RequireNoNullInLists()
    {
        foreach (JsonField inner in IsList ? Items() : IsObject ? Members().Select(member => member.Value) : [])
        {
            if (IsList && inner.IsNull)
            {
                throw inner.Unexpected("a value");
            }

            inner.RequireNoNullInLists();
        }
    }

    private static string Joined(string parent, string name) => parent.Length == 0 ? name : $"{parent}.{name}";

    private void Require([DoesNotReturnIf(false)] bool isFit, string expected)
    {
        if (!isFit)
        {
            throw Unexpected(expected);
        }
    }
}
