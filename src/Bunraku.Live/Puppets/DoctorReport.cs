using Bunraku.Live.Frames;
using Bunraku.Mocap.Sources;
using Bunraku.Mocap.Sources.Doctor;

namespace Bunraku.Live.Puppets;

/// <summary>What the connection doctor says about a puppeteer's sources together.</summary>
public static class DoctorReport
{
    /// <summary>More than this for one picture is fewer than 15 pictures per second.</summary>
    private const double SlowPictureMilliseconds = 1000.0 / 15;

    /// <summary>The findings, and whether this computer draws the faces that come fast enough.</summary>
    public static IReadOnlyList<Finding> Of(PuppetInput input, IReadOnlyList<LocalAddress> own, StageFigures drawing)
    {
        IReadOnlyList<Finding> findings = Of(input, own);
        return input.Active?.Statistics.State == SourceState.Receiving && drawing is { FramesPerSecond: > 0, EngineMilliseconds: > SlowPictureMilliseconds and var picture }
            ?
            [
                .. findings.Where(finding => finding.Kind != FindingKind.AllWell),
                new Finding(FindingKind.SlowDrawing, ConnectionSeverity.Warning,
                    $"Your computer draws only {1000 / picture:0} pictures per second. Close other programs, stop a training, or choose the graphics card under Painter."),
            ]
            : findings;
    }

    /// <summary>
    /// The findings worth reading: while faces come, those of the source in use; before, those of the sources that hear something or cannot listen; else why nothing
    /// is heard, once.
    /// </summary>
    public static IReadOnlyList<Finding> Of(PuppetInput input, IReadOnlyList<LocalAddress> own)
    {
        IReadOnlyList<IFaceSource> sources = input.Sources;
        if (sources.Count == 0)
        {
            return [];
        }

        if (input.Active is { } active && (sources.Count == 1 || active.Statistics.Accepted > 0))
        {
            return Examine(active, own);
        }

        IFaceSource[] telling = [.. sources.Where(source => source.Statistics is { Received: > 0 } or { State: SourceState.PortInUse or SourceState.Failed })];
        return [.. (telling.Length > 0 ? telling : [sources[0]]).SelectMany(source => Examine(source, own))];
    }

    private static IReadOnlyList<Finding> Examine(IFaceSource source, IReadOnlyList<LocalAddress> own)
    {
        SourceStatistics statistics = source.Statistics;
        return source.Setup.Protocol == TrackingProtocol.Recording && statistics.State != SourceState.Failed
            ? [new Finding(FindingKind.AllWell, ConnectionSeverity.Good, $"The recording {source.Name} plays.")]
            : ConnectionDoctor.Examine(source.Setup, statistics, own, ConnectionDoctor.CurrentSystem);
    }
}
