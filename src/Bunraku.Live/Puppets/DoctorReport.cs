using System.Globalization;
using Bunraku.Core.Errors;
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
                    Phrase.Of($"Your computer draws only {1000 / picture:0} pictures per second. Close other programs, stop a training, or choose the graphics card under Painter.")),
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

        if (sources.Count == 1)
        {
            return Examine(sources[0], own);
        }

        IFaceSource[] taken = [.. sources.Where(source => source.Statistics.State == SourceState.PortInUse)];
        IFaceSource[] telling = [.. sources.Where(source => source.Statistics is { Received: > 0 } or { State: SourceState.Failed })];
        return
        [
            .. telling.SelectMany(source => Examine(source, own)),
            .. taken.Length > 0 ? [PortsInUse(taken, sources.Count)] : Array.Empty<Finding>(),
            .. telling.Length + taken.Length < sources.Count && telling.Length == 0 ? Silence([.. sources.Except(taken)], own) : [],
        ];
    }

    /// <summary>One message for all ports: where several apps are listened for, none of them can be changed.</summary>
    private static Finding PortsInUse(IFaceSource[] taken, int all)
    {
        string ports = string.Join(", ", taken.Select(PortOf));
        return new Finding(
            FindingKind.PortInUse,
            taken.Length == all ? ConnectionSeverity.Problem : ConnectionSeverity.Warning,
            taken.Length == 1
                ? Phrase.Of($"A port is in use by another program, perhaps another Bunraku or VSeeFace: {ports}. Close that program; Bunraku tries again every few seconds.")
                : Phrase.Of($"Ports are in use by another program, perhaps another Bunraku or VSeeFace: {ports}. Close that program; Bunraku tries again every few seconds."));
    }

    private static string PortOf(IFaceSource source) =>
        string.Create(CultureInfo.InvariantCulture, $"{(source.Setup.Transport == SourceTransport.Udp ? "UDP" : "TCP")} {source.Setup.Port} ({source.Setup.Name})");

    /// <summary>Several apps are listened for, and none is heard: what they share is said once.</summary>
    private static IEnumerable<Finding> Silence(IFaceSource[] sources, IReadOnlyList<LocalAddress> own)
    {
        Phrase here = own is [var first, ..] ? Phrase.Verbatim(first.Address.ToString()) : Phrase.Of("this computer's address");
        IEnumerable<Finding> common = Examine(sources[0], own);
        bool hasJustBegun = sources[0].Statistics.HasJustBegun;
        return common.Select(finding => finding.Kind != FindingKind.NoPackets ? finding : finding with
        {
            Severity = hasJustBegun ? ConnectionSeverity.Hint : ConnectionSeverity.Problem,
            Message = Phrase.Of($"No data yet. Start your tracking app: {string.Join(", ", sources.Select(source => source.Setup.Name).Distinct())}. In the app, set the destination {here}, or enter the phone's address above."),
        });
    }

    private static IReadOnlyList<Finding> Examine(IFaceSource source, IReadOnlyList<LocalAddress> own)
    {
        SourceStatistics statistics = source.Statistics;
        return source.Setup.Protocol == TrackingProtocol.Recording && statistics.State != SourceState.Failed
            ? [new Finding(FindingKind.AllWell, ConnectionSeverity.Good, Phrase.Of($"The recording {source.Name} plays."))]
            : ConnectionDoctor.Examine(source.Setup, statistics, own, ConnectionDoctor.CurrentSystem);
    }
}
