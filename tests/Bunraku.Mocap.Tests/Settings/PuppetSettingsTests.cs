using Bunraku.Core.Errors;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Settings;

namespace Bunraku.Mocap.Tests.Settings;

public sealed class PuppetSettingsTests
{
    [Fact]
    public void Every_default_lies_in_its_range_and_every_setting_is_explained() => Assert.All(SettingsTable.All, setting =>
    {
        Assert.NotEmpty(setting.Label.ToString());
        Assert.EndsWith(".", setting.Explanation.ToString(), StringComparison.Ordinal);
        if (setting is NumberSetting number)
        {
            Assert.InRange(number.Get(PuppetSettings.Default), number.Minimum, number.Maximum);
            Assert.True(number.Step > 0);
        }
    });

    [Fact]
    public void Paths_differ_and_each_setting_changes_what_it_reads()
    {
        Assert.Equal(SettingsTable.All.Length, SettingsTable.All.Select(setting => setting.Path).Distinct().Count());
        foreach (Setting setting in SettingsTable.All)
        {
            PuppetSettings changed = Changed(setting);
            Assert.False(setting.IsSame(changed, PuppetSettings.Default), setting.Path);
            Assert.Equal([setting], SettingsTable.All.Where(other => !other.IsSame(changed, PuppetSettings.Default)));
            Assert.Equal(PuppetSettings.Default, setting.Copy(PuppetSettings.Default, changed));
        }
    }

    [Fact]
    public void Settings_survive_writing_and_reading()
    {
        PuppetSettings settings = SettingsTable.All.Aggregate(PuppetSettings.Default, (all, setting) => setting.Copy(Changed(setting), all)) with
        {
            Channels = ChannelAdjustments.None.With(Blendshape.JawOpen, new ChannelAdjustment(1.5, 0.02)).With(FaceChannels.FirstHeadAngle + 1, new ChannelAdjustment(0.5, 0)),
        };

        Assert.Equal(settings, PuppetSettingsJson.Read(PuppetSettingsJson.Write(settings), "s.json", PuppetSettings.Webcam));
    }

    [Fact]
    public void What_a_file_leaves_out_keeps_its_default() =>
        Assert.Equal(PuppetSettings.Webcam with { IsMirrored = true }, PuppetSettingsJson.Read("""{"face":{"mirror":true}}""", "s.json", PuppetSettings.Webcam));

    [Theory]
    [InlineData("{", "s.json: this is not valid JSON (line 1, byte 2)")]
    [InlineData("[]", "s.json should hold a JSON object with puppet settings, but holds a list")]
    [InlineData("""{"format":"other/3"}""", "s.json should be of format \"bunraku-puppet-settings/1\", but says \"other/3\"")]
    [InlineData("""{"converter":{"smile":0.5}}""", "there is no setting converter.smile")]
    [InlineData("""{"colour":"red"}""", "there is no setting colour")]
    [InlineData("""{"converter":3}""", "converter must be an object with settings, but is 3")]
    [InlineData("""{"converter":{"jaw_open_min":1.5}}""", "converter.jaw_open_min must be a number from 0 to 1, but is 1.5")]
    [InlineData("""{"converter":{"jaw_open_min":"wide"}}""", "converter.jaw_open_min must be a number from 0 to 1, but is \"wide\"")]
    [InlineData("""{"face":{"mirror":"yes"}}""", "face.mirror must be true or false, but is \"yes\"")]
    [InlineData("""{"converter":{"eyebrow_down_mode":"HAPPY"}}""", "converter.eyebrow_down_mode must be one of ANGRY, TROUBLED, SERIOUS, LOWERED, but is \"HAPPY\"")]
    [InlineData("""{"channels":{"jaw":{}}}""", "channels names jaw, which is neither")]
    [InlineData("""{"channels":{"jawOpen":2}}""", "channels.jawOpen must be an object, but is 2")]
    [InlineData("""{"channels":{"jawOpen":{"gain":99}}}""", "channels.jawOpen.gain must be a number from 0 to 5, but is 99")]
    [InlineData("""{"channels":{"jawOpen":{"dead_zone":-1}}}""", "channels.jawOpen.dead_zone must be a number from 0 to 0.9, but is -1")]
    [InlineData("""{"channels":{"jawOpen":{"curve":1}}}""", "there is no setting channels.jawOpen.curve")]
    public void A_field_that_does_not_fit_is_named(string json, string message) => Assert.Contains(
        message,
        Assert.Throws<BadInputException>(() => PuppetSettingsJson.Read(json, "s.json", PuppetSettings.Default)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_file_is_saved_whole_and_loaded_again()
    {
        string folder = Directory.CreateTempSubdirectory("bunraku").FullName;
        string path = Path.Combine(folder, "new", "settings.json");
        try
        {
            Assert.Equal(PuppetSettings.Webcam, PuppetSettingsFile.LoadOrDefault(path, PuppetSettings.Webcam));
            Assert.Contains(path, Assert.Throws<BadInputException>(() => PuppetSettingsFile.Load(path, PuppetSettings.Webcam)).Message, StringComparison.Ordinal);
            PuppetSettingsFile.Save(path, PuppetSettings.Default with { IsMirrored = true });
            PuppetSettingsFile.Save(path, PuppetSettings.Default with { BreathsPerMinute = 7 });
            Assert.Equal(PuppetSettings.Default with { BreathsPerMinute = 7 }, PuppetSettingsFile.LoadOrDefault(path, PuppetSettings.Webcam));
            Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
            Assert.Throws<BadInputException>(() => PuppetSettingsFile.Save(Path.Combine(path, "below.json"), PuppetSettings.Default));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_feature_that_is_silently_off_is_told()
    {
        Assert.Empty(SettingsHints.For(PuppetSettings.Default));
        PuppetSettings settings = PuppetSettings.Default with { Converter = new ConverterSettings { JawOpenMin = 0.4, MouthFrownMax = 0 } };
        Assert.Equal(
            [
                "\"Mouth starts to open at\" is not below \"Mouth is fully open at\", so the mouth never opens.",
                "\"Lowered mouth corners are full at\" is 0, so the corners of the mouth are never lowered.",
            ],
            SettingsHints.For(settings).Select(hint => hint.ToString()));
    }

    private static PuppetSettings Changed(Setting setting) => setting switch
    {
        NumberSetting number => number.Set(PuppetSettings.Default, (number.Get(PuppetSettings.Default) + number.Maximum) / 2),
        ToggleSetting toggle => toggle.Set(PuppetSettings.Default, !toggle.Get(PuppetSettings.Default)),
        ChoiceSetting choice => choice.Set(PuppetSettings.Default, choice.Choices.First(name => name != choice.Get(PuppetSettings.Default))),
        _ => throw new NotSupportedException(setting.Path),
    };
}
