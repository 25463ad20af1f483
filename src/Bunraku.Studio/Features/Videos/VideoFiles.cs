using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using Bunraku.Core.Animation;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;

namespace Bunraku.Studio.Features.Videos;

/// <summary>Writes recordings from their frames, and keeps each until it was downloaded or Studio ends.</summary>
internal sealed class VideoFiles : IDisposable
{
    /// <summary>A GIF's delays are whole hundredths of a second, so this rate is exact in every format.</summary>
    public const double FramesPerSecond = 20;

    private readonly Lazy<DirectoryInfo> _folder = new(() => Directory.CreateTempSubdirectory("bunraku-video-"));
    private readonly ConcurrentDictionary<string, (string Path, VideoFormat Format)> _files = new(StringComparer.Ordinal);

    /// <summary>Begins a recording.</summary>
    public FrameSpool Begin() => new(Path.Combine(_folder.Value.FullName, RandomNumberGenerator.GetHexString(16)));

    /// <summary>Writes a recording.</summary>
    /// <param name="frames">Its frames, at least one.</param>
    /// <param name="format">One of <see cref="VideoFormat.OfFrames"/>.</param>
    /// <param name="tell">Told the share that is written, 0 to 1.</param>
    /// <param name="cancellation">Stops it; nothing is left behind.</param>
    /// <returns>The key of its address.</returns>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public string Write(FrameSpool frames, VideoFormat format, Action<double> tell, CancellationToken cancellation)
    {
        string key = RandomNumberGenerator.GetHexString(16, lowercase: true);
        string path = Path.Combine(_folder.Value.FullName, $"{key}.{format.Ending}");
        int count = frames.CountAt(FramesPerSecond);
        IEnumerable<StraightImage> pictures = frames.At(FramesPerSecond).Select((picture, index) =>
        {
            tell((double)index / count);
            return picture;
        });
        if (format.Ending == "zip")
        {
            WriteSeries(path, pictures, cancellation);
        }
        else
        {
            AnimationFile.Write(path, new AnimationSpec { Width = FrameSpool.Side, Height = FrameSpool.Side, FrameCount = count, FramesPerSecond = FramesPerSecond }, pictures, cancellation);
        }

        _files[key] = (path, format);
        return key;
    }

    /// <summary>A recording, which is deleted once it was sent; null where there is none.</summary>
    public (FileStream Content, VideoFormat Format)? Take(string key) => _files.TryRemove(key, out (string Path, VideoFormat Format) file)
        ? (new FileStream(file.Path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous }), file.Format)
        : null;

    public void Dispose()
    {
        if (_folder.IsValueCreated)
        {
            try
            {
                _folder.Value.Delete(recursive: true);
            }
            catch (IOException)
            {
                // The system empties its folder for temporary files.
            }
        }
    }

    private static void WriteSeries(string path, IEnumerable<StraightImage> pictures, CancellationToken cancellation)
    {
        using var zip = new ZipArchive(File.Create(path), ZipArchiveMode.Create);
        int number = 0;
        foreach (StraightImage picture in pictures)
        {
            cancellation.ThrowIfCancellationRequested();
            using Stream entry = zip.CreateEntry($"{++number:0000}.png", CompressionLevel.NoCompression).Open();
            entry.Write(PngFile.Encode(picture));
        }
    }
}
