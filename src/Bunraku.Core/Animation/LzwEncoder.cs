namespace Bunraku.Core.Animation;

/// <summary>The LZW compression of GIF (GIF89a specification, appendix F) for 8-bit indices: codes of 9 to 12 bits, lowest bit first.</summary>
internal sealed class LzwEncoder
{
    private const int IndexBits = 8;
    private const int Clear = 1 << IndexBits;
    private const int End = Clear + 1;
    private const int MaximumCodes = 4096;
    private const int BlockLength = 255;

    // The code of (prefix code, next index), 0 where there is none.
    private readonly short[] _codes = new short[MaximumCodes << IndexBits];
    private readonly byte[] _block = new byte[BlockLength];
    private int _blockLength;
    private int _bits;
    private int _bitCount;

    /// <summary>Writes the image data of one frame: the code size, blocks of at most 255 bytes, and the empty block that ends them.</summary>
    public void Write(ReadOnlySpan<byte> indices, Stream stream)
    {
        stream.WriteByte(IndexBits);
        int width = IndexBits + 1;
        int next = End + 1;
        Array.Clear(_codes);
        Put(Clear, width, stream);
        int prefix = indices[0];
        foreach (byte index in indices[1..])
        {
            int known = _codes[(prefix << IndexBits) | index];
            if (known != 0)
            {
                prefix = known;
                continue;
            }

            Put(prefix, width, stream);
            if (next == MaximumCodes)
            {
                Put(Clear, width, stream);
                Array.Clear(_codes);
                width = IndexBits + 1;
                next = End + 1;
            }
            else
            {
                if (next == 1 << width)
                {
                    width++;
                }

                _codes[(prefix << IndexBits) | index] = (short)next++;
            }

            prefix = index;
        }

        Put(prefix, width, stream);
        Put(End, next == 1 << width && width < 12 ? width + 1 : width, stream);
        FlushLast(stream);
        stream.WriteByte(0);
    }

    private void Put(int code, int width, Stream stream)
    {
        _bits |= code << _bitCount;
        _bitCount += width;
        while (_bitCount >= 8)
        {
            PutByte((byte)_bits, stream);
            _bits >>= 8;
            _bitCount -= 8;
        }
    }

    private void PutByte(byte value, Stream stream)
    {
        _block[_blockLength++] = value;
        if (_blockLength == BlockLength)
        {
            FlushBlock(stream);
        }
    }

    private void FlushLast(Stream stream)
    {
        if (_bitCount > 0)
        {
            PutByte((byte)_bits, stream);
        }

        (_bits, _bitCount) = (0, 0);
        if (_blockLength > 0)
        {
            FlushBlock(stream);
        }
    }

    private void FlushBlock(Stream stream)
    {
        stream.WriteByte((byte)_blockLength);
        stream.Write(_block, 0, _blockLength);
        _blockLength = 0;
    }
}
