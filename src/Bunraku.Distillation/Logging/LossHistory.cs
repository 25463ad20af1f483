using Bunraku.Core.Errors;

namespace Bunraku.Distillation.Logging;

/// <summary>
/// The curves of one network over all of its runs. Where a run was resumed from a snapshot, it repeats the steps after that snapshot; the
/// points of the earlier run from there on are dropped.
/// </summary>
public static class LossHistory
{
    /// <summary>Reads all event files below a network's <c>log</c> folder.</summary>
    /// <param name="logFolder">The folder; need not exist.</param>
    /// <returns>For each tag its points, in ascending order of examples.</returns>
    /// <exception cref="BadInputException">A file cannot be read.</exception>
    public static IReadOnlyDictionary<string, IReadOnlyList<CurvePoint>> Read(string logFolder)
    {
        var curves = new Dictionary<string, List<CurvePoint>>(StringComparer.Ordinal);
        foreach (string file in EventFiles(logFolder))
        {
            foreach (IGrouping<string, ScalarEvent> run in new EventFileReader(file).ReadNew().GroupBy(e => e.Tag, StringComparer.Ordinal))
            {
                Append(curves, run.Key, [.. run.Select(e => new CurvePoint(e.Step, e.Value))]);
            }
        }

        return curves.ToDictionary(curve => curve.Key, IReadOnlyList<CurvePoint> (curve) => curve.Value, StringComparer.Ordinal);
    }

    /// <summary>The event files below a folder, the earliest run first.</summary>
    public static IReadOnlyList<string> EventFiles(string logFolder) => Directory.Exists(logFolder)
        ? [.. Directory.EnumerateFiles(logFolder, "events.out.tfevents.*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)]
        : [];

    private static void Append(Dictionary<string, List<CurvePoint>> curves, string tag, CurvePoint[] run)
    {
        if (!curves.TryGetValue(tag, out List<CurvePoint>? curve))
        {
            curves.Add(tag, curve = []);
        }

        curve.RemoveAll(point => point.ExamplesSeen >= run[0].ExamplesSeen);
        curve.AddRange(run);
    }
}
