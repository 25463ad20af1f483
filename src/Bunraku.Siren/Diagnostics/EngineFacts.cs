using Bunraku.Siren.SelfTest;
using Bunraku.Siren.Training;

namespace Bunraku.Siren.Diagnostics;

/// <summary>What the SIMD engine can do on this machine: the result of its self-tests.</summary>
/// <param name="Processor">The processor's name, family and model.</param>
/// <param name="Frames">The widths of frames, widest first.</param>
/// <param name="Training">The widths of training, widest first.</param>
public sealed record EngineFacts(string Processor, IReadOnlyList<WidthTest> Frames, IReadOnlyList<WidthTest> Training)
{
    /// <summary>The width that frames are computed with, or null where none passes.</summary>
    public SimdWidth? FrameWidth => FirstRight(Frames);

    /// <summary>The width that training uses, or null where none passes.</summary>
    public SimdWidth? TrainingWidth => FirstRight(Training);

    /// <summary>Tests every width that was not tested yet in this process; a few milliseconds each.</summary>
    public static EngineFacts Find() => new(ProcessorName.Value, SimdWidths.ForFrames.TestAll(), SimdTrainingBackend.Widths.TestAll());

    private static SimdWidth? FirstRight(IReadOnlyList<WidthTest> tests) => tests.FirstOrDefault(test => test.Passed)?.Width;
}
