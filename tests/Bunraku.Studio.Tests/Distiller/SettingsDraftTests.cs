using Bunraku.Core.Errors;
using Bunraku.Core.Plugins;
using Bunraku.Distillation.Configuration;
using Bunraku.Studio.Features.Distiller.Settings;

namespace Bunraku.Studio.Tests.Distiller;

public sealed class SettingsDraftTests : IDisposable
{
    private readonly TestProject _test = new TestProject().WithPictures();

    [Fact]
    public void A_new_project_has_the_preset_for_this_machine_and_names_its_own_files()
    {
        var draft = SettingsDraft.Load(_test.Project);

        Assert.True(draft.IsUnsaved);
        Assert.Null(draft.FirstProblem());
        Assert.Equal(_test.Project.Folder, draft["prefix"]);
        Assert.Equal(_test.Project.PicturePath, draft["character_image_file_name"]);
        Assert.Equal("12771885812175595441", draft["face_morpher_random_seed_0"]);
        Assert.Equal(TorchDevices.HasCuda ? "published" : "standard", draft["schedule"]);
    }

    [Fact]
    public void What_is_saved_is_the_configuration_that_the_command_line_reads()
    {
        var draft = SettingsDraft.Load(_test.Project);
        draft["face_morpher_batch_size"] = "3";
        draft["teacher"] = "rig";
        draft.Save();

        ConfigFile read = ConfigFile.Load(_test.Project.ConfigPath);
        Assert.Equal((3, "rig"), (read.Config.Face.BatchSize, read.Config.Teacher));
        Assert.False(draft.IsUnsaved);
        Assert.False(SettingsDraft.Load(_test.Project).IsUnsaved);
    }

    [Theory]
    [InlineData("face_morpher_batch_size", "257")]
    [InlineData("body_morpher_random_seed_1", "18446744073709551616")]
    [InlineData("num_gpus", "0")]
    [InlineData("teacher", "nobody")]
    [InlineData("schedule", "face: 3")]
    [InlineData("body_morpher_num_training_examples_per_sample_output", "5")]
    [InlineData("character_image_file_name", "/no/such/picture.png")]
    public void What_is_wrong_is_said_in_the_words_of_the_command_line_and_is_not_saved(string name, string text)
    {
        var draft = SettingsDraft.Load(_test.Project);
        draft[name] = text;

        Assert.Equal(ConfigFields.Find(name).Problem(text, _test.Project.Places), draft.ProblemOf(name));
        Assert.StartsWith(name, draft.ProblemOf(name)?.ToString(), StringComparison.Ordinal);
        Assert.Equal([name], draft.Wrong);
        Assert.Throws<BadInputException>(draft.Save);
        Assert.False(File.Exists(_test.Project.ConfigPath));
    }

    [Fact]
    public void A_batch_that_cannot_be_shared_among_the_GPUs_is_a_problem()
    {
        var draft = SettingsDraft.Load(_test.Project);
        draft["num_gpus"] = "4";
        draft["face_morpher_batch_size"] = "2";

        Assert.Empty(draft.Wrong);
        Assert.Contains("face_morpher_batch_size", draft.FirstProblem()?.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_saved_is_there_again_after_a_restart_even_if_it_is_wrong()
    {
        var draft = SettingsDraft.Load(_test.Project);
        draft.Save();
        draft["num_gpus"] = "many";
        draft["teacher"] = "rig";

        var again = SettingsDraft.Load(_test.Project);
        Assert.True(again.IsUnsaved);
        Assert.Equal(("many", "rig"), (again["num_gpus"], again["teacher"]));
        Assert.Equal("tha4", ConfigFile.Load(_test.Project.ConfigPath).Config.Teacher);
        again.Revert();
        Assert.False(SettingsDraft.Load(_test.Project).IsUnsaved);
    }

    [Fact]
    public void A_file_that_somebody_else_wrote_meanwhile_is_noticed()
    {
        var draft = SettingsDraft.Load(_test.Project);
        Assert.False(draft.HasChangedOnDisk);
        draft.Save();
        Assert.False(draft.HasChangedOnDisk);

        File.AppendAllText(_test.Project.ConfigPath, "# mine\n");
        Assert.True(draft.HasChangedOnDisk);
    }

    [Fact]
    public void A_preset_sets_all_its_fields_and_no_other()
    {
        var draft = SettingsDraft.Load(_test.Project);
        draft["num_cpu_workers"] = "3";
        draft["face_morpher_batch_size"] = TrainingPresets.Quick.Texts["face_morpher_batch_size"] + " ";
        Assert.True(TrainingPresets.All.Count(draft.Follows) <= 1);

        draft.Take(TrainingPresets.Quick);

        Assert.True(draft.Follows(TrainingPresets.Quick));
        Assert.All(TrainingPresets.Fields, field => Assert.Equal(TrainingPresets.Quick.Texts[field.Name], draft[field.Name]));
        Assert.Equal("3", draft["num_cpu_workers"]);
        Assert.Empty(draft.Wrong);
        Assert.True(SettingsDraft.Load(_test.Project).Follows(TrainingPresets.Quick));
    }

    [Fact]
    public void What_another_page_edits_or_saves_is_taken_over()
    {
        var (one, other) = (SettingsDraft.Load(_test.Project), SettingsDraft.Load(_test.Project));
        Assert.False(one.Follow());
        other["teacher"] = "rig";

        Assert.True(one.Follow());
        Assert.Equal("rig", one["teacher"]);
        Assert.True(one.IsUnsaved);
        other.Save();

        Assert.True(one.Follow());
        Assert.False(one.IsUnsaved);
        Assert.False(one.IsOvertaken);
        Assert.False(one.Follow());
    }

    [Fact]
    public void A_file_that_another_program_writes_is_taken_over_unless_something_is_edited_here()
    {
        var draft = SettingsDraft.Load(_test.Project);
        draft.Save();
        WriteElsewhere("num_gpus", "2");
        Assert.True(draft.Follow());
        Assert.Equal("2", draft["num_gpus"]);

        draft["teacher"] = "rig";
        WriteElsewhere("num_gpus", "3");
        Assert.True(draft.Follow());
        Assert.True(draft.IsOvertaken);
        Assert.Equal(("rig", "2"), (draft["teacher"], draft["num_gpus"]));

        draft.Revert();
        Assert.False(draft.IsOvertaken);
        Assert.Equal(("tha4", "3"), (draft["teacher"], draft["num_gpus"]));
    }

    [Fact]
    public void A_picture_that_goes_or_comes_is_noticed()
    {
        var draft = SettingsDraft.Load(_test.Project);
        Assert.Null(draft.FirstProblem());
        File.Delete(_test.Project.MaskPath);

        Assert.True(draft.Follow());
        Assert.Equal("There is no face mask yet. Paint one in the step Face.", draft.FirstProblem()?.ToString());
    }

    [Fact]
    public void A_file_that_is_no_configuration_is_named_and_the_defaults_are_shown()
    {
        File.WriteAllText(_test.Project.ConfigPath, "prefix: [");
        var draft = SettingsDraft.Load(_test.Project);

        Assert.Contains("config.yaml", draft.Problem?.ToString(), StringComparison.Ordinal);
        Assert.True(draft.IsUnsaved);
        draft.Save();
        Assert.Null(draft.Problem);
    }

    [Fact]
    public void Every_field_of_a_configuration_has_its_text_and_its_place_in_the_page()
    {
        string[] names = [.. ConfigFields.All.Select(field => field.Name).Order()];

        Assert.Equal(names, FieldText.All.Select(text => text.Name).Order());
        Assert.Equal(names, SettingsSection.Groups.SelectMany(group => group.Names).Append("teacher").Order());
    }

    public void Dispose() => _test.Dispose();

    private void WriteElsewhere(string field, string text)
    {
        DistillationConfig config = ConfigFile.Load(_test.Project.ConfigPath).Config;
        ConfigFile.Save(_test.Project.ConfigPath, ConfigFields.Find(field).WithText(config, text));
        File.SetLastWriteTimeUtc(_test.Project.ConfigPath, DateTime.UtcNow.AddSeconds(int.Parse(text, System.Globalization.CultureInfo.InvariantCulture)));
    }
}
