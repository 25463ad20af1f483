namespace Bunraku.Core.Models;

/// <summary>The next bytes of a stream as a separate stream, which leaves the other open.</summary>
/// <param name="whole">The stream, at the first of the bytes; nobody else moves it meanwhile.</param>
/// <param name="length">How many bytes there are.</param>
internal sealed class PartOfStream(Stream whole, long length) : Stream
{
    private long _remaining = length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        int count = whole.Read(buffer[..(int)Math.Min(buffer.Length, _remaining)]);
        _remaining -= count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
