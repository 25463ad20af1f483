using System.Globalization;
using Bunraku.Core.Machine;
using Bunraku.Siren.Training;

namespace Bunraku.Siren.Diagnostics;

/// <summary>What the SIMD engine can do on this computer: the result of its self-tests.</summary>
/// <param name="Frames">The widths of frames in float32, widest first.</param>
/// <param name="FixedPoint">The widths of live frames in fixed point, widest first; empty where the processor has none.</param>
/// <param name="Training">The widths of training, widest first.</param>
public sealed record EngineFacts(IReadOnlyList<WidthTest> Frames, IReadOnlyList<WidthTest> FixedPoint, IReadOnlyList<WidthTest> Training) : IMachineCheck
{
    /// <summary>The width that frames are computed with, or null where none passes.</summary>
    public SimdWidth? FrameWidth => FirstRight(Frames);

    /// <summary>Whether live frames may be computed in fixed point: its kernels of <see cref="FrameWidth"/> pass.</summary>
    public bool HasFixedPoint => FixedPoint.Any(test => test.Passed && test.Width == FrameWidth);

    /// <summary>The width that training uses, or null where none passes.</summary>
    public SimdWidth? TrainingWidth => FirstRight(Training);

    /// <summary>Tests every width that was not tested yet in this process; some milliseconds each.</summary>
    public static EngineFacts Find() => new(SimdWidths.ForFrames.TestAll(), FixedWidths.TestAll(), SimdTrainingBackend.Widths.TestAll());

    /// <inheritdoc/>
    public MachineFact Check()
    {
        WidthTest[] all = [.. Frames, .. FixedPoint, .. Training];
        string failures = string.Concat(all.Where(test => !test.Passed).Select(test => $" {Name(test.Width)} fail: {test.Failure}."));
        string frames = $"{Name(FrameWidth)}, {(HasFixedPoint ? "live frames may use" : "no")} fixed point";
        string used = FrameWidth == TrainingWidth ? frames : $"{frames}, training {Name(TrainingWidth)}";
        string counted = string.Create(
            CultureInfo.InvariantCulture, $"{all.Count(test => test.Passed)} of {all.Length} self-tests passed in {all.Sum(test => test.Time.TotalMilliseconds):0} ms.");
        return new MachineFact("engine", $"{used}: {counted}{failures}", IsGood: FrameWidth is not null && TrainingWidth is not null);
    }

    private static SimdWidth? FirstRight(IReadOnlyList<WidthTest> tests) => tests.FirstOrDefault(test => test.Passed)?.Width;

    private static string Name(SimdWidth? width) => width switch
    {
        null => "cannot compute here",
        SimdWidth.Scalar => "without vectors",
        { } known => $"{32 * (int)known}-bit vectors",
    };
}
