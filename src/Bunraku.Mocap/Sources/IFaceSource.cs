using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Sources;

/// <summary>Something that yields tracked faces: a phone, a tracker program, a page in the browser.</summary>
public interface IFaceSource
{
    /// <summary>The name shown to the user.</summary>
    string Name { get; }

    /// <summary>Where it listens and whom it asks.</summary>
    SourceSetup Setup { get; }

    /// <summary>
    /// The slot the newest face is put into. Timestamps are <c>GetElapsedTime(0)</c> of the source's clock. When faces stop for a second, one
    /// sample says that no face is seen.
    /// </summary>
    LatestFace Latest { get; }

    /// <summary>A snapshot of the counters and the state; safe to read from any thread.</summary>
    SourceStatistics Statistics { get; }

    /// <summary>
    /// Receives until told to stop and then returns. A busy port, a silent phone, bad packets and a network that comes and goes are
    /// told by <see cref="Statistics"/> and tried again; they never end the run.
    /// </summary>
    Task RunAsync(CancellationToken cancellationToken);
}
