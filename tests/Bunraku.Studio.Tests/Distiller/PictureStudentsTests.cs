using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Teachers;
using Bunraku.Distillation.Quality;
using Bunraku.Distillation.Runs;
using Bunraku.Live.Stages;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.Characters;
using Bunraku.Studio.Features.Distiller.Projects;
using Bunraku.Studio.Features.Distiller.Settings;
using Bunraku.Studio.Features.Distiller.Training;
using Bunraku.Studio.Shell;
using Bunraku.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bunraku.Studio.Tests.Distiller;

/// <summary>From a picture that a teacher poses to a student of it.</summary>
public sealed class PictureStudentsTests : IDisposable
{
    private readonly TemporaryFolder _disk = new();
    private readonly SettingsFile _settings;
    private readonly Trainings _trainings;
    private readonly DistillerProjects _projects;
    private readonly PictureStudents _students;

    public PictureStudentsTests()
    {
        var options = new StudioOptions { ConfigurationFolder = _disk.Path, DataFolder = _disk.Path };
        _settings = new SettingsFile(options, NullLogger<SettingsFile>.Instance);
        _trainings = new Trainings(options);
        _projects = new DistillerProjects(_settings, options);
        _students = new PictureStudents(_projects, _trainings);
    }

    [Fact]
    public void Student_that_is_begun_has_the_picture_and_the_teacher_of_it()
    {
        PosedPicture picture = Picture("mika");
        Assert.Null(_students.Find(picture));

        string address = _students.Begin(picture);

        DistillerProject project = Assert.Single(_projects.All);
        Assert.Equal(("mika", project.Address(ProjectSteps.Face)), (project.Name, address));
        var draft = SettingsDraft.Load(project);
        Assert.Equal("tha3-separable", draft["teacher"]);
        Assert.Null(draft.ProblemOf("character_image_file_name"));
        Assert.Equal(new PictureStudent(project.Address(ProjectSteps.Training), Phrase.Of("Its student is not trained yet."), GoodFolder: null), _students.Find(picture));
    }

    [Theory]
    [InlineData("CON", "Picture")]
    [InlineData("a/b", "Picture")]
    [InlineData("ミカ", "ミカ")]
    public void Project_has_the_name_of_the_picture_where_a_character_may_have_it(string picture, string expected)
    {
        _students.Begin(Picture(picture));

        Assert.Equal(expected, Assert.Single(_projects.All).Name);
    }

    [Fact]
    public void Second_picture_of_a_name_gets_another_project()
    {
        _students.Begin(Picture("mika"));
        _students.Begin(Picture("mika", opacity: 200));

        Assert.Equal(["mika", "mika 2"], _projects.All.Select(project => project.Name).Order());
        Assert.Contains(_projects.All.Single(project => project.Name == "mika 2").Id, _students.Find(Picture("other name", opacity: 200))!.Address, StringComparison.Ordinal);
    }

    [Fact]
    public void Student_is_good_when_face_and_whole_character_are()
    {
        PosedPicture picture = Picture("mika");
        _students.Begin(picture);
        RunFolder run = Assert.Single(_projects.All).Run;
        var log = new QualityLog(run.Quality);
        log.Append(Line(NetworkRun.Face, examples: 1000, 20));
        log.Append(Line(NetworkRun.Face, examples: 2000, 33));
        Assert.Contains("Face: good enough to stream.", _students.Find(picture)!.Words.ToString(), StringComparison.Ordinal);
        log.Append(Line(NetworkRun.Body, examples: 1000, 24));
        CopyKoitoTo(run.CharacterModel);
        PictureStudent early = _students.Find(picture)!;
        Assert.Null(early.GoodFolder);
        Assert.Contains("hair and outlines are still blurry", early.Words.ToString(), StringComparison.Ordinal);

        log.Append(Line(NetworkRun.Body, examples: 2000, 28));

        Assert.Equal(("Its student is good enough to stream.", run.CharacterModel), (_students.Find(picture)!.Words.ToString(), _students.Find(picture)!.GoodFolder));
    }

    [Fact]
    public void Picture_of_which_the_file_is_not_known_is_refused_with_what_to_do()
    {
        var picture = new PosedPicture("mika", ImageConversion.ToNetwork(TestProject.Picture(), "mika.png"), PictureEngine.Family);

        BadInputException refusal = Assert.Throws<BadInputException>(() => _students.Begin(picture));

        Assert.Contains("Choose the picture on the page Create.", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _trainings.Dispose();
        _disk.Dispose();
    }

    private static PosedPicture Picture(string name, byte opacity = 255)
    {
        StraightImage image = TestProject.Picture();
        for (int i = 3; i < image.Pixels.Length; i += 4)
        {
            image.Pixels[i] = Math.Min(image.Pixels[i], opacity);
        }

        return new PosedPicture(name, ImageConversion.ToNetwork(image, name), PictureEngine.Family) { SourceImage = image };
    }

    private static QualityLine Line(NetworkRun network, long examples, double decibels) =>
        new(network.Name, examples, Poses: 8, decibels, decibels - 1, decibels, Ssim: 0.9, MinSsim: 0.9, DateTimeOffset.UnixEpoch);

    private static void CopyKoitoTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (string file in TestData.KoitoFiles)
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }
}
