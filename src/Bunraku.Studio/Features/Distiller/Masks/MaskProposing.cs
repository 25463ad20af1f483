using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Masks;
using Bunraku.Distillation.Teachers;
using Bunraku.Distillation.Training;

namespace Bunraku.Studio.Features.Distiller.Masks;

/// <summary>A first mask: from what the teacher moves, or from where faces usually are.</summary>
/// <param name="Mask">The mask.</param>
/// <param name="Origin">Where it comes from, for the user.</param>
internal sealed record MaskProposing(MaskBits Mask, Phrase Origin)
{
    /// <summary>Proposes one; it takes as long as the teacher needs for some 45 faces.</summary>
    /// <param name="file">The configuration, of which picture and teacher count.</param>
    /// <param name="picture">The picture.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Ends it with an <see cref="OperationCanceledException"/>.</param>
    public static MaskProposing Find(ConfigFile file, CharacterPicture picture, IProgress<double> progress, CancellationToken cancellation)
    {
        try
        {
            using Teacher teacher = RunTeacher.Open(file, Environment.ProcessorCount, _ => { });
            return new MaskProposing(MaskBits.Of(FaceMaskProposal.FromTeacher(teacher, progress, cancellation)), Phrase.Of($"This is what {teacher.Name} moves."));
        }
        catch (BadInputException e)
        {
            return new MaskProposing(
                MaskBits.Of(FaceMaskProposal.FromPicture(picture)),
                file.Config.Family is not null
                    ? Phrase.Of("These are the usual places of eyes, brows and mouth. Correct them with the brush. The full model is not available yet; it would find them.")
                    : Phrase.Of($"These are the usual places of eyes, brows and mouth. Correct them with the brush. The teacher could not be asked: {e.Phrase}"));
        }
    }
}
