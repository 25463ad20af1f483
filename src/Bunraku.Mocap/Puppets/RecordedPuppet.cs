using System.Runtime.CompilerServices;
using Bunraku.Core.Poses;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Settings;

namespace Bunraku.Mocap.Puppets;

/// <summary>Turns recorded faces into the poses of a film: the same file and settings always give the same film.</summary>
public static class RecordedPuppet
{
    /// <summary>The poses of the frames from the first face to the last, as a live page at that frame rate would show them.</summary>
    /// <param name="faces">Recorded faces, in order.</param>
    /// <param name="settings">How faces become poses.</param>
    /// <param name="framesPerSecond">The frame rate.</param>
    /// <param name="seed">Decides when the character blinks while no face is seen.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The frame rate is not above 0.</exception>
    public static async IAsyncEnumerable<Pose> PosesAsync(
        IAsyncEnumerable<FacePose> faces,
        PuppetSettings settings,
        double framesPerSecond,
        ulong seed = 0,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(framesPerSecond);
        var latest = new LatestFace();
        var driver = new PuppetDriver(latest, settings, seed);
        TimeSpan? first = null;
        long frame = 0;
        TimeSpan Time() => first!.Value + TimeSpan.FromSeconds(frame / framesPerSecond);

        await foreach (FacePose face in faces.WithCancellation(cancellationToken))
        {
            first ??= face.Timestamp;
            for (; Time() < face.Timestamp; frame++)
            {
                yield return driver.PoseAt(Time()).Pose;
            }

            latest.Publish(face);
        }

        if (first is not null)
        {
            yield return driver.PoseAt(Time()).Pose;
        }
    }
}
