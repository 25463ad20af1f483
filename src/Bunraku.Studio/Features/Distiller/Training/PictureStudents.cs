using System.Collections.Concurrent;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Teachers;
using Bunraku.Distillation.Quality;
using Bunraku.Distillation.Runs;
using Bunraku.Distillation.Training;
using Bunraku.Studio.Features.Characters;
using Bunraku.Studio.Features.Distiller.Pictures;
using Bunraku.Studio.Features.Distiller.Projects;
using Bunraku.Studio.Features.Distiller.Settings;
using Bunraku.Studio.Shell;

namespace Bunraku.Studio.Features.Distiller.Training;

/// <summary>Finds the project of a picture by its pixels, so that it makes no difference which page the picture came from.</summary>
internal sealed class PictureStudents(DistillerProjects projects, Trainings trainings) : IPictureStudents
{
    private readonly ConcurrentDictionary<(string Path, TeacherFamily Family), (FileStamp Stamp, string? Hash)> _hashes = [];

    public PictureStudent? Find(PosedPicture picture) =>
        projects.All.FirstOrDefault(project => HashOf(project, picture.Family) == picture.ContentHash) is { } project ? Describe(project) : null;

    public string Begin(PosedPicture picture)
    {
        StraightImage image = picture.SourceImage ?? throw new BadInputException($"The file of {picture.Name} is not known any more. Choose the picture on the page Create.");
        DistillerProject project = projects.Create(FreeName.Of(NameFor(picture), name => Path.Exists(CharacterName.FolderIn(projects.Root, name))));
        SettingsDraft draft = SettingsDraft.Load(project);
        new ProjectPictures(draft).Keep(image);
        draft["teacher"] = picture.Family.Name;
        return project.Address(ProjectSteps.Face);
    }

    /// <summary>The picture's own name, where a character may have it.</summary>
    private static string NameFor(PosedPicture picture)
    {
        try
        {
            return CharacterName.Checked(picture.Name);
        }
        catch (BadInputException)
        {
            return "Picture";
        }
    }

    private PictureStudent Describe(DistillerProject project)
    {
        ProjectState state = trainings.StateOf(project);
        QualityLine[] latest = LatestOf(project.Run);
        bool isGood = latest.Length == 2 && Array.TrueForAll(latest, QualityWords.IsGood) && CharacterModel.IsIn(project.Run.CharacterModel);
        Phrase words = isGood ? Phrase.Of("Its student is good enough to stream.")
            : latest.Select(QualityWords.Of).Aggregate(WordsOf(state), (before, quality) => Phrase.Of($"{before} {quality}"));
        return new PictureStudent(project.Address(ProjectSteps.Training), words, isGood ? project.Run.CharacterModel : null);
    }

    private static Phrase WordsOf(ProjectState state) => state.Stage switch
    {
        ProjectStage.NotStarted => Phrase.Of("Its student is not trained yet."),
        ProjectStage.Finished => Phrase.Of("Its student is finished."),
        _ when state.IsActive && state.Status is { ExamplesTotal: > 0 } status => status.Network == NetworkRun.Face.Name
            ? Phrase.Of($"Its student is being trained (face: {100 * status.ExamplesSeen / status.ExamplesTotal} percent).")
            : Phrase.Of($"Its student is being trained (body: {100 * status.ExamplesSeen / status.ExamplesTotal} percent)."),
        _ when state.IsActive => Phrase.Of("Its student is being trained."),
        _ => Phrase.Of("Its student has stopped training."),
    };

    /// <summary>The newest figures of face and body, as far as there are any.</summary>
    private static QualityLine[] LatestOf(RunFolder run)
    {
        try
        {
            IReadOnlyList<QualityLine> lines = new QualityLog(run.Quality).Read();
            return [.. new[] { NetworkRun.Face, NetworkRun.Body }.Select(network => lines.Where(line => line.Network == network.Name).MaxBy(line => line.ExamplesSeen)).OfType<QualityLine>()];
        }
        catch (BadInputException)
        {
            return []; // It is being written; the next look may succeed.
        }
    }

    private string? HashOf(DistillerProject project, TeacherFamily family)
    {
        var stamp = FileStamp.Of(project.PicturePath);
        if (!_hashes.TryGetValue((project.PicturePath, family), out (FileStamp Stamp, string? Hash) known) || known.Stamp != stamp)
        {
            _hashes[(project.PicturePath, family)] = known = (stamp, Read(project.PicturePath, family));
        }

        return known.Hash;
    }

    private static string? Read(string path, TeacherFamily family)
    {
        try
        {
            return File.Exists(path) ? new PosedPicture("", ImageConversion.ToNetwork(PngFile.Read(path), path), family).ContentHash : null;
        }
        catch (BadInputException)
        {
            return null;
        }
    }
}
