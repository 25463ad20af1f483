using Bunraku.Core.Errors;

namespace Bunraku.Mocap.Recording;

/// <summary>Reads a text file line by line as bytes, without ever holding more than one line of bounded length.</summary>
internal sealed class LineReader(Stream stream, string path) : IDisposable
{
    private const int LongestLine = 1 << 16;
    private readonly byte[] _buffer = new byte[2 * LongestLine];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>The number of the current line, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The current line without its end.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Whether the current line has no end: the file stops in it.</summary>
    public bool IsTorn { get; private set; }

    /// <summary>Goes to the next line; false at the end of the file.</summary>
    /// <exception cref="BadInputException">A line is longer than any line of a recording.</exception>
    public async ValueTask<bool> MoveNextAsync(CancellationToken cancellationToken)
    {
        int length;
        while ((length = _buffer.AsSpan(_start.._end).IndexOf((byte)'\n')) < 0 && !_isAtEnd)
        {
            await FillAsync(cancellationToken);
        }

        IsTorn = length < 0;
        length = IsTorn ? _end - _start : length;
        if (IsTorn && length == 0)
        {
            return false;
        }

        Line = _buffer.AsMemory(_start, length);
        _start += IsTorn ? length : length + 1;
        Number++;
        return true;
    }

    public void Dispose() => stream.Dispose();

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_end - _start > LongestLine)
        {
            throw new BadInputException($"{path}, line {Number + 1}, is longer than {LongestLine} bytes. This is not a face recording.");
        }

        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        int count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += count;
        _isAtEnd = count == 0;
    }
}
