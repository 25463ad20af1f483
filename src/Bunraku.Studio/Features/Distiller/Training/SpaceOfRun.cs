using Bunraku.Core.Errors;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Training;
using Bunraku.Studio.Features.Distiller.Settings;

namespace Bunraku.Studio.Features.Distiller.Training;

/// <summary>The room that a training needs on the disk, in addition to what is free there.</summary>
/// <param name="Line">Both, in a sentence; null while the settings cannot be read.</param>
/// <param name="Problem">What to do when there is too little, or null.</param>
public sealed record SpaceOfRun(Phrase? Line, Phrase? Problem)
{
    /// <summary>Looks at the folder and its disk.</summary>
    /// <param name="draft">The settings.</param>
    /// <param name="freeAt">Tells the free bytes of a folder, or null.</param>
    public static SpaceOfRun Of(SettingsDraft draft, Func<string, long?> freeAt)
    {
        try
        {
            DistillationConfig config = draft.ToFile().Config;
            string folder = draft.Project.Folder;
            (long needed, long? free) = (RunSpace.Needed(config, draft.Project.Run), freeAt(folder));
            return new SpaceOfRun(
                free is { } bytes ? Phrase.Of($"It needs about {RunSpace.Words(needed)} on the disk; {RunSpace.Words(bytes)} are free.") : Phrase.Of($"It needs about {RunSpace.Words(needed)} on the disk."),
                RunSpace.Problem(folder, needed, free));
        }
        catch (BadInputException)
        {
            return new SpaceOfRun(null, null);
        }
    }
}
