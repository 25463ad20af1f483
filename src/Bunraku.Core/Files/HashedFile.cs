using System.Security.Cryptography;

namespace Bunraku.Core.Files;

/// <summary>
/// A file that is hashed while it is read, so that hashing needs no second pass. Reading it from front to back costs no more than computing the hash;
/// bytes that nobody asks for are read by <see cref="Finish"/>.
/// </summary>
/// <param name="file">The file, which this stream owns.</param>
internal sealed class HashedFile(FileStream file) : Stream
{
    private const int LargestGap = 1 << 16;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _gap = new byte[LargestGap];
    private long _hashed;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => file.Length;

    public override long Position
    {
        get => file.Position;
        set => file.Position = value;
    }

    /// <summary>The SHA-256 of the whole file.</summary>
    public byte[] Finish()
    {
        HashUpTo(file.Length);
        return _hash.GetHashAndReset();
    }

    public override int Read(Span<byte> buffer)
    {
        long start = Position;
        if (start > _hashed && start - _hashed <= LargestGap)
        {
            HashUpTo(start);
            Position = start;
        }

        int count = file.Read(buffer);
        if (start <= _hashed && start + count > _hashed)
        {
            _hash.AppendData(buffer[(int)(_hashed - start)..count]);
            _hashed = start + count;
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override long Seek(long offset, SeekOrigin origin) => file.Seek(offset, origin);

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        file.Dispose();
        base.Dispose(disposing);
    }

    private void HashUpTo(long end)
    {
        Position = _hashed;
        while (_hashed < end && file.Read(_gap.AsSpan(0, (int)Math.Min(LargestGap, end - _hashed))) is > 0 and int count)
        {
            _hash.AppendData(_gap, 0, count);
            _hashed += count;
        }
    }
}
