using Bunraku.Core.Errors;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;

namespace Bunraku.Distillation.Bank;

/// <summary>
/// A teacher whose frames are kept on disk, so that each pose is rendered once. A frame is rounded as it is kept, also when it was just rendered, so it makes
/// no difference where it came from. Every file carries a checksum and what it is of; one that is damaged or foreign is rendered again and replaced.
/// Several threads and processes may share a folder.
/// </summary>
public sealed class BankedPoser : IPoser
{
    private readonly IPoser _teacher;
    private readonly string _identity;
    private readonly FrameFolder _folder;
    private readonly Lock _drawing = new();
    private long _hits;

    /// <param name="teacher">The teacher; the caller's to dispose.</param>
    /// <param name="folder">Where the files go; made if absent.</param>
    /// <param name="identity">What the teacher is: two teachers that may draw the same pose differently must have different ones, such as hashes of weights and picture.</param>
    /// <param name="maximumBytes">How large the folder may get, at least 1. Shared with other processes it may get larger by a sixteenth for each of them.</param>
    /// <param name="say">Told in one line that the limit is reached and frames are dropped.</param>
    /// <exception cref="BadInputException">The folder cannot be used.</exception>
    public BankedPoser(IPoser teacher, string folder, string identity, long maximumBytes, Action<string>? say = null)
    {
        _teacher = teacher;
        _identity = identity;
        _folder = new FrameFolder(folder, maximumBytes, say);
    }

    /// <summary>How many frames came from the folder.</summary>
    public long Hits => Interlocked.Read(ref _hits);

    /// <summary>How many frames the teacher rendered.</summary>
    public long Misses { get; private set; }

    /// <summary>Fills a frame from the folder, or renders and keeps it. From any thread.</summary>
    /// <exception cref="BadInputException">The teacher's frame cannot be used, or cannot be kept, as on a full disk.</exception>
    public void Render(Pose pose, PosedFrame frame)
    {
        var key = FrameKey.Of(_identity, pose, frame);
        if (TryRead(key, frame))
        {
            return;
        }

        lock (_drawing)
        {
            // Another thread may have rendered it meanwhile.
            if (TryRead(key, frame))
            {
                return;
            }

            Misses++;
            _teacher.Render(pose, frame);
            _folder.Write(key.FileName, FrameFile.Encode(key, frame));
        }
    }

    /// <summary>Renders and keeps the frame of a pose, unless it is there.</summary>
    /// <param name="pose">The pose.</param>
    /// <param name="frame">Asks for the parts; its content means nothing afterwards.</param>
    /// <returns>Whether it was not there.</returns>
    /// <exception cref="BadInputException">As for <see cref="Render"/>.</exception>
    public bool Prepare(Pose pose, PosedFrame frame)
    {
        if (_folder.Holds(FrameKey.Of(_identity, pose, frame).FileName))
        {
            return false;
        }

        Render(pose, frame);
        return true;
    }

    /// <summary>Whether the frame of a pose is there; its file may still be damaged.</summary>
    internal bool Holds(Pose pose, PosedFrame frame) => _folder.Holds(FrameKey.Of(_identity, pose, frame).FileName);

    /// <summary>The file of a frame, which is rendered now if it is not there or damaged.</summary>
    /// <exception cref="BadInputException">As for <see cref="Render"/>.</exception>
    internal byte[] Export(Pose pose, PosedFrame frame)
    {
        Render(pose, frame);
        return FrameFile.Encode(FrameKey.Of(_identity, pose, frame), frame);
    }

    /// <summary>Keeps a file that another process exported, unless the frame is there.</summary>
    /// <exception cref="BadInputException">It cannot be kept, as on a full disk.</exception>
    internal void Import(Pose pose, PosedFrame frame, byte[] file)
    {
        string name = FrameKey.Of(_identity, pose, frame).FileName;
        lock (_drawing)
        {
            if (!_folder.Holds(name))
            {
                _folder.Write(name, file);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private bool TryRead(FrameKey key, PosedFrame frame)
    {
        bool isThere = _folder.TryRead(key.FileName) is { } file && FrameFile.TryDecode(file, key, frame);
        if (isThere)
        {
            Interlocked.Increment(ref _hits);
        }

        return isThere;
    }
}
