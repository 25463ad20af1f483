namespace Bunraku.Mocap.Sources.FaceMotion;

/// <summary>
/// Puts the parts of datagrams together. It holds at most 8 unfinished messages and 524,288 bytes, a frame for a quarter of a second
/// and a schema for three seconds; what contradicts itself is dropped.
/// </summary>
internal sealed class FragmentAssembler
{
    private const int MostUnfinished = 8;
    private const int MostBytes = 524_288;

    private static readonly TimeSpan FramePatience = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SchemaPatience = TimeSpan.FromSeconds(3);

    private readonly List<Unfinished> _unfinished = [];

    /// <summary>Adds a part; true when its message is complete.</summary>
    /// <param name="header">The part's header.</param>
    /// <param name="chunk">The bytes behind the header.</param>
    /// <param name="now">The time.</param>
    /// <param name="payload">The whole payload; valid until the next call.</param>
    public bool TryComplete(MessageHeader header, ReadOnlySpan<byte> chunk, TimeSpan now, out ReadOnlySpan<byte> payload)
    {
        payload = chunk;
        if (header.PartCount == 1)
        {
            return true;
        }

        DropOld(now);
        Unfinished? message = Find(header, now);
        if (message is null)
        {
            return false;
        }

        if (!message.TryAdd(header, chunk))
        {
            _unfinished.Remove(message);
            return false;
        }

        if (!message.IsComplete)
        {
            return false;
        }

        _unfinished.Remove(message);
        payload = message.Join();
        return payload.Length == header.TotalLength;
    }

    /// <summary>Forgets all parts: another session or another schema has started.</summary>
    public void Clear() => _unfinished.Clear();

    private Unfinished? Find(MessageHeader header, TimeSpan now)
    {
        foreach (Unfinished message in _unfinished)
        {
            if (message.First.IsPartOfSame(header))
            {
                return message;
            }
        }

        if (header.TotalLength > MostBytes)
        {
            return null;
        }

        while (_unfinished.Count >= MostUnfinished || _unfinished.Sum(message => (long)message.First.TotalLength) + header.TotalLength > MostBytes)
        {
            _unfinished.RemoveAt(0);
        }

        var begun = new Unfinished(header, now);
        _unfinished.Add(begun);
        return begun;
    }

    private void DropOld(TimeSpan now) => _unfinished.RemoveAll(message =>
        now - message.Begun > (message.First.Type == MessageType.Frame ? FramePatience : SchemaPatience));

    private sealed class Unfinished(MessageHeader first, TimeSpan begun)
    {
        private readonly byte[]?[] _parts = new byte[]?[first.PartCount];
        private int _missing = first.PartCount;
        private long _bytes;

        public MessageHeader First => first;

        public TimeSpan Begun => begun;

        public bool IsComplete => _missing == 0;

        /// <summary>Adds a part; false when it contradicts the part already held or the message grows too long.</summary>
        public bool TryAdd(MessageHeader header, ReadOnlySpan<byte> chunk)
        {
            if (_parts[header.PartIndex] is { } held)
            {
                return chunk.SequenceEqual(held);
            }

            _parts[header.PartIndex] = chunk.ToArray();
            _missing--;
            _bytes += chunk.Length;
            return _bytes <= first.TotalLength;
        }

        public byte[] Join() => [.. _parts.SelectMany(part => part!)];
    }
}
