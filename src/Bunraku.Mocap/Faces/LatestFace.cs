namespace Bunraku.Mocap.Faces;

/// <summary>
/// The slot between a source and a frame loop. It holds the newest sample and nothing else: a slow reader skips samples, a
/// slow source lets the reader see the same one again, and neither ever waits. Safe for any number of threads.
/// </summary>
public sealed class LatestFace
{
    private FacePose? _current;

    /// <summary>
    /// Tells every sample as it is published, on the publisher's thread: for a recorder, which must not skip any. A handler is
    /// quick and throws nothing.
    /// </summary>
    public event Action<FacePose>? Published;

    /// <summary>The newest sample, or null before the first.</summary>
    public FacePose? Current => Volatile.Read(ref _current);

    /// <summary>Puts a sample into the slot in place of the one before.</summary>
    public void Publish(FacePose face)
    {
        Show(face);
        Announce(face);
    }

    /// <summary>Empties the slot, as before the first sample: a source was closed or another one chosen.</summary>
    public void Clear() => Volatile.Write(ref _current, null);

    /// <summary>Fills the slot without telling anyone: the first half of <see cref="Publish"/>.</summary>
    internal void Show(FacePose face)
    {
        ArgumentNullException.ThrowIfNull(face);
        Volatile.Write(ref _current, face);
    }

    /// <summary>Tells the sample that is in the slot: the second half of <see cref="Publish"/>.</summary>
    internal void Announce(FacePose face) => Published?.Invoke(face);
}
