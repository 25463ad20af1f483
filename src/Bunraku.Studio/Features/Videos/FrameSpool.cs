using System.Buffers.Binary;
using System.IO.Compression;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;

namespace Bunraku.Studio.Features.Videos;

/// <summary>Frames that wait in a file until all are there, because most formats must know their number first. Each has the time when it was seen.</summary>
internal sealed class FrameSpool : IDisposable
{
    public const int Side = CharacterPicture.Size;

    /// <summary>Straight RGBA.</summary>
    public const int FrameBytes = 4 * Side * Side;

    private readonly FileStream _file;
    private readonly List<(double Seconds, long Start)> _frames = [];
    private readonly byte[] _pixels = new byte[FrameBytes];
    private int _read = -1;

    /// <param name="path">A file that exists only as long as this.</param>
    public FrameSpool(string path)
    {
        _file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose });
        if (!OperatingSystem.IsWindows())
        {
            File.Delete(path); // The open file stays, and a Studio that is killed leaves nothing behind.
        }
    }

    public int Count => _frames.Count;

    /// <summary>Takes a frame: its time in milliseconds (float64, little-endian), then its pixels.</summary>
    /// <exception cref="BadInputException">It is no frame, or the file cannot be written.</exception>
    public void Add(ReadOnlySpan<byte> message)
    {
        if (message.Length != sizeof(double) + FrameBytes || !double.IsFinite(BinaryPrimitives.ReadDoubleLittleEndian(message)))
        {
            throw new BadInputException($"A frame of a recording has {sizeof(double) + FrameBytes} bytes, but {message.Length} came. Load the page again.");
        }

        try
        {
            long start = _file.Length;
            _file.Position = start;
            using var packed = new DeflateStream(_file, CompressionLevel.Fastest, leaveOpen: true);
            packed.Write(message[sizeof(double)..]);
            _frames.Add((BinaryPrimitives.ReadDoubleLittleEndian(message) / 1000, start));
        }
        catch (IOException e)
        {
            throw new BadInputException($"The recording cannot be kept: {e.Message}", e);
        }
    }

    /// <summary>The frames at an even rate: at each time the last one that was seen by then.</summary>
    public int CountAt(double framesPerSecond) => Math.Max(1, 1 + (int)((_frames[^1].Seconds - _frames[0].Seconds) * framesPerSecond));

    /// <inheritdoc cref="CountAt"/>
    public IEnumerable<StraightImage> At(double framesPerSecond)
    {
        int next = 0;
        for (int i = 0; i < CountAt(framesPerSecond); i++)
        {
            double time = _frames[0].Seconds + (i / framesPerSecond) + 1e-6;
            while (next + 1 < _frames.Count && _frames[next + 1].Seconds <= time)
            {
                next++;
            }

            yield return Read(next);
        }
    }

    public void Dispose() => _file.Dispose();

    private StraightImage Read(int index)
    {
        if (index != _read)
        {
            _file.Position = _frames[index].Start;
            using var packed = new DeflateStream(_file, CompressionMode.Decompress, leaveOpen: true);
            packed.ReadExactly(_pixels);
            _read = index;
        }

        return new StraightImage(Side, Side, _pixels);
    }
}
