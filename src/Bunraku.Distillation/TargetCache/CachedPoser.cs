using Bunraku.Core.Errors;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;

namespace Bunraku.Distillation.TargetCache;

/// <summary>
/// A teacher that keeps on disk what it has drawn, bit for bit, so that a slow one is paid once. Every file carries a checksum and what it is of; one that is
/// damaged or foreign is drawn again and replaced. Several processes may share a folder. Where nothing can be written any more, as on a full
/// disk, caching ends with one warning and drawing continues.
/// </summary>
public sealed class CachedPoser : IPoser
{
    private readonly IPoser _inner;
    private readonly string _identity;
    private readonly Action<string> _warn;
    private readonly TargetFolder _folder;
    private bool _isReadOnly;

    /// <param name="inner">The teacher; disposed with this.</param>
    /// <param name="folder">Where the files go; made if absent.</param>
    /// <param name="identity">What the teacher is: two teachers that may draw the same pose differently must have different ones, such as hashes of weights and picture.</param>
    /// <param name="maximumBytes">How large the folder may get, at least 1. Shared with other processes it may get larger by a sixteenth for each of them.</param>
    /// <param name="warn">Told once if caching ends.</param>
    /// <exception cref="BadInputException">The folder cannot be used.</exception>
    public CachedPoser(IPoser inner, string folder, string identity, long maximumBytes, Action<string> warn)
    {
        _inner = inner;
        _identity = identity;
        _warn = warn;
        _folder = new TargetFolder(folder, maximumBytes);
    }

    /// <summary>How many frames came from the folder.</summary>
    public long Hits { get; private set; }

    /// <summary>How many frames the teacher drew.</summary>
    public long Misses { get; private set; }

    /// <inheritdoc/>
    public void Render(Pose pose, PosedFrame frame)
    {
        var key = TargetKey.Of(_identity, pose, frame);
        if (_folder.TryRead(key.FileName) is { } file && TargetEntry.TryDecode(file, key, frame))
        {
            Hits++;
            return;
        }

        Misses++;
        _inner.Render(pose, frame);
        if (!_isReadOnly)
        {
            Store(key, frame);
        }
    }

    public void Dispose() => _inner.Dispose();

    private void Store(TargetKey key, PosedFrame frame)
    {
        try
        {
            _folder.Write(key.FileName, TargetEntry.Encode(key, frame));
        }
        catch (Exception error) when (error is BadInputException or IOException or UnauthorizedAccessException)
        {
            _isReadOnly = true;
            _warn($"Nothing is cached from here on: {error.Message}");
        }
    }
}
