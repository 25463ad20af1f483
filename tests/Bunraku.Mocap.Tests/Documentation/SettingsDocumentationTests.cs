using System.Globalization;
using Bunraku.Mocap.Settings;
using Bunraku.TestSupport;

namespace Bunraku.Mocap.Tests.Documentation;

public sealed class SettingsDocumentationTests
{
    [Fact]
    public void The_page_about_motion_capture_lists_every_setting_as_it_is()
    {
        string[] documented = [.. File.ReadLines(Path.Combine(SharedData.Repository, "docs", "mocap.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal) && SettingsTable.TryFind(line.Split('`')[1], out _))];
        Assert.Equal(SettingsTable.All.Select(Row), documented);
    }

    private static string Row(Setting setting) => setting switch
    {
        NumberSetting number => Row(
            setting,
            Invariant(number.Get(PuppetSettings.Default)),
            $"{Invariant(number.Minimum)} to {Invariant(number.Maximum)} {number.Unit}".TrimEnd()),
        ToggleSetting toggle => Row(setting, toggle.Get(PuppetSettings.Default) ? "`true`" : "`false`", "`true`, `false`"),
        ChoiceSetting choice => Row(setting, choice.Get(PuppetSettings.Default), string.Join(", ", choice.Choices)),
        _ => throw new NotSupportedException(setting.Path),
    };

    private static string Row(Setting setting, string value, string values) => $"| `{setting.Path}` | {value} | {values} | {setting.Explanation} |";

    private static string Invariant(double number) => Math.Round(number, 4).ToString(CultureInfo.InvariantCulture);
}
