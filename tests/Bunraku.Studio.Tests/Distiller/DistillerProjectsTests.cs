using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Distillation.Configuration;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.Distiller.Pictures;
using Bunraku.Studio.Features.Distiller.Projects;
using Bunraku.Studio.Features.Distiller.Settings;
using Bunraku.Studio.Shell;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bunraku.Studio.Tests.Distiller;

public sealed class DistillerProjectsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<SettingsFile> _settings = [];

    [Fact]
    public void A_new_project_is_found_by_its_address_after_a_restart()
    {
        DistillerProject made = Open().Create(" Mika 2 ");

        Assert.Equal(Path.Combine(_folder.Path, "data", "distiller", "Mika 2"), made.Folder);
        Assert.Equal(made, Open().Find(made.Id));
        Assert.Equal([made], Open().All);
    }

    [Theory]
    [InlineData("../mika")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("mika.")]
    [InlineData("CON")]
    [InlineData("nul.old")]
    [InlineData("com1")]
    public void A_name_that_is_no_folder_is_refused(string name) =>
        Assert.Contains("cannot be the name of a character", Assert.Throws<BadInputException>(() => Open().Create(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_name_is_given_once()
    {
        Open().Create("mika");
        Assert.Contains("mika", Assert.Throws<BadInputException>(() => Open().Create("mika")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_that_nobody_opened_have_no_address() =>
        Assert.Null(Open().Find(new DistillerProject(_folder.Folder("secret")).Id));

    [Fact]
    public void A_configuration_from_elsewhere_is_opened_as_unsaved_values_of_its_run()
    {
        using var test = new TestProject("run");
        test.WithPictures();
        string yaml = Path.Combine(_folder.Path, "lambda.yaml");
        ConfigFile.Save(yaml, new DistillationConfig
        {
            Prefix = test.Project.Folder,
            CharacterImageFileName = test.Project.PicturePath,
            FaceMaskImageFileName = test.Project.MaskPath,
            NumCpuWorkers = 3,
        });

        DistillerProjects projects = Open();
        string page = projects.OpenPage(yaml);

        Assert.Equal(test.Project.Address("teacher"), page);
        var draft = SettingsDraft.Load(projects.Find(test.Project.Id)!);
        Assert.True(draft.IsUnsaved);
        Assert.Equal("3", draft["num_cpu_workers"]);
        Assert.False(File.Exists(test.Project.ConfigPath));
    }

    [Fact]
    public void Advice_names_what_is_opened()
    {
        string advice = Assert.Throws<BadInputException>(() => Open().OpenPage(" ")).Message;

        Assert.Contains("type or paste the path of a configuration file or of a run's folder", advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_configuration_that_is_wrong_is_not_opened()
    {
        string yaml = Path.Combine(_folder.Path, "bad.yaml");
        File.WriteAllText(yaml, "prefix: /no/such/folder\ncharacter_image_file_name: a.png\nface_mask_image_file_name: b.png\n");

        Assert.Contains("prefix", Assert.Throws<BadInputException>(() => Open().OpenPage(yaml)).Message, StringComparison.Ordinal);
        Assert.Empty(Open().All);
    }

    [Fact]
    public void A_renamed_project_keeps_its_files_and_its_configuration_names_the_new_folder()
    {
        DistillerProjects projects = Open();
        DistillerProject old = Filled(projects, "mika");

        projects.Rename(old, " Mika 2 ");

        DistillerProject renamed = Assert.Single(projects.All);
        Assert.Equal("Mika 2", renamed.Name);
        Assert.False(Directory.Exists(old.Folder));
        Assert.Equal(renamed.PicturePath, ConfigFile.Load(renamed.ConfigPath).Config.CharacterImageFileName);
        Assert.Equal(renamed.Folder, ConfigFile.Load(renamed.ConfigPath).Config.Prefix);
        Assert.Null(SettingsDraft.Load(renamed).FirstProblem());
    }

    [Fact]
    public void A_name_that_is_taken_renames_nothing()
    {
        DistillerProjects projects = Open();
        projects.Create("hana");
        DistillerProject mika = projects.Create("mika");

        Assert.Contains("already a project named hana", Assert.Throws<BadInputException>(() => projects.Rename(mika, "hana")).Message, StringComparison.Ordinal);
        Assert.True(Directory.Exists(mika.Folder));
    }

    [Fact]
    public void A_copy_has_picture_mask_and_settings_and_no_training()
    {
        DistillerProjects projects = Open();
        DistillerProject mika = Filled(projects, "mika");
        File.WriteAllText(mika.Run.Record, "{}");

        projects.Duplicate(mika);

        DistillerProject copy = Assert.Single(projects.All, project => project.Name == "mika copy");
        var draft = SettingsDraft.Load(copy);
        Assert.Null(draft.FirstProblem());
        Assert.Equal("rig", draft["teacher"]);
        Assert.Equal(copy.MaskPath, draft["face_mask_image_file_name"]);
        Assert.False(File.Exists(copy.Run.Record));
    }

    [Fact]
    public void Only_a_project_of_Studio_itself_is_deleted_with_its_files()
    {
        using var elsewhere = new TestProject("elsewhere");
        DistillerProjects projects = Open();
        DistillerProject own = projects.Create("mika");
        projects.OpenPage(elsewhere.Project.Folder);

        projects.Delete(own);
        projects.Delete(elsewhere.Project);

        Assert.False(Directory.Exists(own.Folder));
        Assert.True(Directory.Exists(elsewhere.Project.Folder));
        Assert.Equal([elsewhere.Project], projects.All);
    }

    public void Dispose()
    {
        _settings.ForEach(file => file.Dispose()); // Each may still be about to write.
        _folder.Dispose();
    }

    /// <summary>A project with picture, mask and a saved configuration.</summary>
    private static DistillerProject Filled(DistillerProjects projects, string name)
    {
        DistillerProject project = projects.Create(name);
        PngFile.Write(project.PicturePath, TestProject.Picture());
        PngFile.WriteRgb(project.MaskPath, ProjectPictures.ToImage(TestProject.Mask()));
        var draft = SettingsDraft.Load(project);
        draft["teacher"] = "rig";
        draft.Save();
        return project;
    }

    private DistillerProjects Open()
    {
        var options = new StudioOptions { ConfigurationFolder = _folder.Path, DataFolder = Path.Combine(_folder.Path, "data") };
        _settings.Add(new SettingsFile(options, NullLogger<SettingsFile>.Instance));
        return new DistillerProjects(_settings[^1], options);
    }
}
