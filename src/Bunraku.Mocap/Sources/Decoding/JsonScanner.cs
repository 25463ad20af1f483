namespace Bunraku.Mocap.Sources.Decoding;

/// <summary>
/// Walks over JSON text without building anything and without ever throwing: a datagram may hold any bytes. Every method moves on
/// past what it read and returns false where something else stands there; then the whole text is to be given up.
/// </summary>
internal ref struct JsonScanner(ReadOnlySpan<byte> text)
{
    private const int DeepestNesting = 32;

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;

    /// <summary>Whether nothing but blanks is left.</summary>
    public bool IsAtEnd
    {
        get
        {
            SkipBlanks();
            return _at == _text.Length;
        }
    }

    /// <summary>Reads one punctuation mark.</summary>
    public bool TryTake(char mark)
    {
        SkipBlanks();
        if (_at >= _text.Length || _text[_at] != mark)
        {
            return false;
        }

        _at++;
        return true;
    }

    /// <summary>Reads a string: the bytes between the quotes as they stand there, escapes included.</summary>
    public bool TryReadString(out ReadOnlySpan<byte> content)
    {
        content = default;
        if (!TryTake('"'))
        {
            return false;
        }

        int start = _at;
        for (; _at < _text.Length; _at++)
        {
            switch (_text[_at])
            {
                case (byte)'"':
                    content = _text[start.._at++];
                    return true;
                case (byte)'\\':
                    _at++;
                    break;
                case < 0x20:
                    return false;
            }
        }

        return false;
    }

    /// <summary>Reads the name of an object's member and the colon behind it.</summary>
    public bool TryReadName(out ReadOnlySpan<byte> name) => TryReadString(out name) && TryTake(':');

    /// <summary>Reads a finite number.</summary>
    public bool TryReadNumber(out double value)
    {
        SkipBlanks();
        int start = _at;
        while (_at < _text.Length && IsOfNumber(_text[_at]))
        {
            _at++;
        }

        return NumberText.TryRead(_text[start.._at], out value);
    }

    /// <summary>Reads <c>true</c> or <c>false</c>.</summary>
    public bool TryReadBoolean(out bool value)
    {
        value = TryTakeWord("true"u8);
        return value || TryTakeWord("false"u8);
    }

    /// <summary>
    /// Moves to the next member or element: past a comma, or past the closing mark. Call it first right behind the opening mark.
    /// </summary>
    /// <param name="close">The closing mark, <c>}</c> or <c>]</c>.</param>
    /// <param name="isFirst">True before the first member; it becomes false.</param>
    /// <param name="isOver">True when the closing mark was read.</param>
    /// <returns>False where neither a comma nor the closing mark stands.</returns>
    public bool TryGoOn(char close, ref bool isFirst, out bool isOver)
    {
        isOver = TryTake(close);
        bool goesOn = isOver || isFirst || TryTake(',');
        isFirst = false;
        return goesOn;
    }

    /// <summary>Skips a value of any kind.</summary>
    public bool TrySkipValue() => TrySkipValue(DeepestNesting);

    private bool TrySkipValue(int depth)
    {
        if (TryTake('{'))
        {
            return depth > 0 && TrySkipMembers('}', depth - 1, named: true);
        }

        if (TryTake('['))
        {
            return depth > 0 && TrySkipMembers(']', depth - 1, named: false);
        }

        return _at < _text.Length && _text[_at] == '"'
            ? TryReadString(out _)
            : TryTakeWord("true"u8) || TryTakeWord("false"u8) || TryTakeWord("null"u8) || TryReadNumber(out _);
    }

    private bool TrySkipMembers(char close, int depth, bool named)
    {
        bool isFirst = true;
        while (TryGoOn(close, ref isFirst, out bool isOver))
        {
            if (isOver)
            {
                return true;
            }

            if ((named && !TryReadName(out _)) || !TrySkipValue(depth))
            {
                return false;
            }
        }

        return false;
    }

    private bool TryTakeWord(ReadOnlySpan<byte> word)
    {
        SkipBlanks();
        if (!_text[_at..].StartsWith(word))
        {
            return false;
        }

        _at += word.Length;
        return true;
    }

    private static bool IsOfNumber(byte character) => character is (>= (byte)'0' and <= (byte)'9') or (byte)'-' or (byte)'+' or (byte)'.' or (byte)'e' or (byte)'E';

    private void SkipBlanks()
    {
        while (_at < _text.Length && _text[_at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            _at++;
        }
    }
}
