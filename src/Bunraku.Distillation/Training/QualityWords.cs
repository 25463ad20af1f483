using Bunraku.Core.Errors;
using Bunraku.Distillation.Quality;
using Bunraku.Distillation.Runs;

namespace Bunraku.Distillation.Training;

/// <summary>
/// What a measured quality means for a viewer. All thresholds are here; they are decibels of the mean PSNR, and of the worst pose. A face of the rig was a blur at
/// 18 dB and could be read at 21 to 22; students of the preset quick reached 31 dB for the face and 25 for the frame.
/// </summary>
public static class QualityWords
{
    private const double UsableFaceDb = 21;
    private const double GoodFaceDb = 31;
    private const double UsableFrameDb = 23;
    private const double GoodFrameDb = 26;
    private const double ExcellentDb = 34;

    /// <summary>A worst pose so far below the mean can be seen.</summary>
    private const double UnevenDb = 6;

    /// <summary>Whether a character with these figures can be shown to others.</summary>
    public static bool IsGood(QualityLine line) => line.PsnrDb >= (IsFace(line) ? GoodFaceDb : GoodFrameDb);

    /// <summary>What to expect, in one sentence or two.</summary>
    public static Phrase Of(QualityLine line)
    {
        bool isUneven = line.PsnrDb - line.MinPsnrDb >= UnevenDb;
        return IsFace(line)
            ? line.PsnrDb switch
            {
                >= ExcellentDb when isUneven => Phrase.Of("Face: hardly to be told from the teacher. Extreme poses are still clearly worse."),
                >= ExcellentDb => Phrase.Of("Face: hardly to be told from the teacher."),
                >= GoodFaceDb when isUneven => Phrase.Of("Face: good enough to stream. Extreme poses are still clearly worse."),
                >= GoodFaceDb => Phrase.Of("Face: good enough to stream."),
                >= UsableFaceDb => Phrase.Of("Face: expressions can be seen; still blurry around eyes and mouth."),
                _ => Phrase.Of("Face: still a blur. Eyes and mouth take shape first."),
            }
            : line.PsnrDb switch
            {
                >= ExcellentDb when isUneven => Phrase.Of("Whole character: hardly to be told from the teacher. Extreme poses are still clearly worse."),
                >= ExcellentDb => Phrase.Of("Whole character: hardly to be told from the teacher."),
                >= GoodFrameDb when isUneven => Phrase.Of("Whole character: good enough to stream. Extreme poses are still clearly worse."),
                >= GoodFrameDb => Phrase.Of("Whole character: good enough to stream."),
                >= UsableFrameDb => Phrase.Of("Whole character: moves as it should; hair and outlines are still blurry."),
                _ => Phrase.Of("Whole character: the movement takes shape; most of the picture is still blurry."),
            };
    }

    private static bool IsFace(QualityLine line) => line.Network == NetworkRun.Face.Name;
}
