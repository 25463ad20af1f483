using Bunraku.Core.Errors;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Tests.Fakes;

namespace Bunraku.Distillation.Tests.Configuration;

public sealed class TrainingPresetTests
{
    public static TheoryData<string> Names => [.. TrainingPresets.All.Select(preset => preset.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_preset_sets_its_fields_in_a_configuration_and_leaves_all_others(string name)
    {
        using var run = new TestRun();
        run.Fields["num_cpu_workers"] = "3";
        run.Fields["face_morpher_random_seed_0"] = "7";
        TrainingPreset preset = TrainingPresets.Find(name);
        ConfigFile before = ConfigFile.Load(run.WriteConfig());

        DistillationConfig after = preset.ApplyTo(before.Config);

        foreach (ConfigField field in ConfigFields.All)
        {
            string expected = preset.Texts.GetValueOrDefault(field.Name) ?? field.TextOf(before.Config);
            Assert.Equal(expected, field.TextOf(after));
        }

        new ConfigFile(after, before.Places).Check();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_preset_replaces_the_values_of_a_file_as_the_command_line_asks(string name)
    {
        using var run = new TestRun();
        string path = run.WriteConfig();
        TrainingPreset preset = TrainingPresets.Find(name);

        Assert.Equal(preset.ApplyTo(ConfigFile.Load(path).Config), ConfigFile.Load(path, preset.Texts).Config);
    }

    [Fact]
    public void Full_is_everything_as_published()
    {
        Assert.Equal(new DistillationConfig(), TrainingPresets.Full.ApplyTo(TrainingPresets.Quick.ApplyTo(new DistillationConfig())));
        Assert.Equal("published", TrainingPresets.Full.Texts["schedule"]);
    }

    [Fact]
    public void Presets_are_longer_one_after_the_other() =>
        Assert.Equal(TrainingPresets.All.OrderBy(preset => preset.Values.Schedule.Body.Total), TrainingPresets.All);

    [Fact]
    public void An_unknown_preset_is_an_error_with_the_names_of_all() =>
        Assert.Equal("There is no preset \"fast\". The presets are quick, standard, fine, full.", Assert.Throws<BadInputException>(() => TrainingPresets.Find("fast")).Message);
}
