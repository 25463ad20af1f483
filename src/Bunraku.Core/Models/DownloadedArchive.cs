using System.IO.Compression;
using System.IO.Hashing;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Checkpoints.Archives;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Teachers;

namespace Bunraku.Core.Models;

/// <summary>A ZIP archive that a user downloaded, none of which is trusted; its table of contents is checked when it is opened.</summary>
internal sealed class DownloadedArchive : IDisposable
{
    private const int BufferSize = 1 << 20;

    private static readonly CheckpointLimits Limits = new(8L << 30);

    private readonly string _path;
    private readonly FileStream _stream;

    private DownloadedArchive(string path, FileStream stream)
    {
        _path = path;
        _stream = stream;
        RequireZip();
        try
        {
            Entries = [.. new ZipDirectoryReader(stream, path, Limits).Read().Values];
        }
        catch (Exception e) when (e is CheckpointException or EndOfStreamException)
        {
            Phrase reason = e is CheckpointException refusal ? refusal.Phrase : Phrase.Of($"{path}: the archive is damaged or incomplete. Download it again.");
            throw new TeacherWeightsException(path, [Phrase.Of($"{reason} Or unpack it with another program and import the folder.")]);
        }
    }

    /// <summary>Its files, by paths that stay inside the folder it is unpacked into.</summary>
    public IReadOnlyList<ZipEntry> Entries { get; }

    /// <summary>Opens an archive.</summary>
    /// <exception cref="TeacherWeightsException">It is not a ZIP archive, damaged or hostile.</exception>
    /// <exception cref="BadInputException">It cannot be read.</exception>
    public static DownloadedArchive Open(string path)
    {
        FileStream? stream = null;
        try
        {
            // Pipes and devices have no length, and opening one could wait for ever.
            if (File.Exists(path) && InputFile.LengthOf(path) == 0)
            {
                throw NotZip(path, []);
            }

            stream = File.OpenRead(path);
            return new DownloadedArchive(path, stream);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            throw new BadInputException($"{path}: the file cannot be read. {e.Message}", e);
        }
        catch
        {
            stream?.Dispose();
            throw;
        }
    }

    /// <summary>Unpacks a file and checks its CRC.</summary>
    /// <param name="entry">One of <see cref="Entries"/>.</param>
    /// <param name="destination">Where it goes.</param>
    /// <param name="progress">Is told of the bytes written.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="TeacherWeightsException">The file is damaged.</exception>
    /// <exception cref="IOException">The destination cannot be written.</exception>
    public void Unpack(ZipEntry entry, Stream destination, Action<int> progress, CancellationToken cancellationToken)
    {
        _stream.Position = entry.DataOffset;
        var packed = new PartOfStream(_stream, entry.PackedSize);
        using Stream content = entry.Method == ZipFormat.Deflated ? new DeflateStream(packed, CompressionMode.Decompress, leaveOpen: true) : packed;
        byte[] buffer = new byte[BufferSize];
        long size = 0;
        var crc = new Crc32();
        for (int count = Read(entry, content, buffer); count > 0; count = Read(entry, content, buffer))
        {
            cancellationToken.ThrowIfCancellationRequested();
            size += count;
            if (size > entry.Size)
            {
                break;
            }

            crc.Append(buffer.AsSpan(0, count));
            destination.Write(buffer, 0, count);
            progress(count);
        }

        if (size != entry.Size || crc.GetCurrentHashAsUInt32() != entry.Crc)
        {
            throw Damaged(entry, Phrase.Of("its size or its check sum is wrong"));
        }
    }

    public void Dispose() => _stream.Dispose();

    private void RequireZip()
    {
        Span<byte> buffer = stackalloc byte[ForeignFile.StartSize];
        ReadOnlySpan<byte> start = buffer[..(_stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false))];
        if (!start.StartsWith("PK\x03\x04"u8))
        {
            throw NotZip(_path, start);
        }
    }

    private static TeacherWeightsException NotZip(string path, ReadOnlySpan<byte> start) =>
        new(path, [Phrase.Of($"{path}: a ZIP archive or a folder was expected, but {ForeignFile.Describe(start)}. Give the archive as it was downloaded; unpack one of another kind first and give its folder.")]);

    private int Read(ZipEntry entry, Stream content, byte[] buffer)
    {
        try
        {
            return content.Read(buffer);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(entry, Phrase.Verbatim(e.Message));
        }
        catch (IOException e)
        {
            throw new BadInputException($"{_path}: the file cannot be read. {e.Message}", e);
        }
    }

    private TeacherWeightsException Damaged(ZipEntry entry, Phrase reason) =>
        new(_path, [Phrase.Of($"{_path}: the file {ForeignText.Quote(entry.Name)} in the archive is damaged ({reason}). Download the archive again.")]);
}
