using System.Collections.Immutable;
using Bunraku.Core.Errors;
using Bunraku.Core.Json;
using Bunraku.Mocap.Settings;

namespace Bunraku.Mocap.Conversion.Files;

/// <summary>
/// Reads settings to convert with, in one of four forms: an object with a list <c>settings</c>, or that list; an object with <c>args</c> and perhaps
/// <c>breathing</c>; the bare arguments; a settings file of a page.
/// </summary>
internal static class ConversionSettingReader
{
    private const string Section = "converter.";
    private const int FastestBreathing = 1000;

    public static ImmutableArray<ConversionSetting> Read(JsonField root, string source)
    {
        JsonField list = (root.TryFind("settings", out JsonField settings) ? settings : root).Called("settings");
        if (!list.IsList)
        {
            return [ReadOne(list, source)];
        }

        ImmutableArray<ConversionSetting> all = [.. list.Items().Select(element => ReadOne(element, source))];
        return all.IsEmpty
            ? throw new BadInputException($"{source}: settings is an empty list; leave it out to convert with the defaults.")
            : all;
    }

    private static ConversionSetting ReadOne(JsonField element, string source)
    {
        IEnumerable<(string Name, JsonField Value)> members = element.Members();
        string name = element.TryFind("name", out JsonField named) && named.TextOrNull is { } text ? text : element.Path;
        if (element.TryFind("args", out JsonField arguments))
        {
            (BreathingCycle? breathing, TimeSpan? now) = ReadBreathing(element, source);
            return new ConversionSetting(name, ReadArguments(arguments, source), breathing, now);
        }

        if (members.Any(member => SettingsTable.TryFind(Section + member.Name, out _)))
        {
            return new ConversionSetting(name, ReadArguments(element, source), Breathing: null, Time: null);
        }

        PuppetSettings settings = PuppetSettingsJson.Read(element.Called(""), source, PuppetSettings.Default);
        return new ConversionSetting(name, settings, new BreathingCycle(settings.BreathsPerMinute, TimeSpan.Zero), Time: null);
    }

    /// <summary>Arguments may leave the range of a page's controls: the published converters take any number.</summary>
    private static PuppetSettings ReadArguments(JsonField arguments, string source)
    {
        PuppetSettings settings = PuppetSettings.Default;
        foreach ((string name, JsonField value) in arguments.Members())
        {
            if (!SettingsTable.TryFind(Section + name, out Setting? setting))
            {
                throw new BadInputException($"{source}: {arguments.Path} has {ForeignText.Show(name)}, which is not an argument of the converters. docs/mocap.md lists them all.");
            }

            settings = setting is NumberSetting number
                ? number.Set(settings, value.Number())
                : setting.TrySet(settings, value) ?? throw value.Unexpected(setting.Expected);
        }

        return settings;
    }

    private static (BreathingCycle? Breathing, TimeSpan? Now) ReadBreathing(JsonField element, string source)
    {
        if (!element.TryFind("breathing", out JsonField breathing) || breathing.IsNull)
        {
            return (null, null);
        }

        if (!breathing.IsObject)
        {
            throw breathing.Unexpected("an object");
        }

        double frequency = breathing.TryFind("frequency", out JsonField given) ? given.Number() : -1;
        if (frequency is < 0 or > FastestBreathing)
        {
            throw new BadInputException($"{source}: {breathing.Path} needs \"frequency\", the number of breaths a minute from 0 to {FastestBreathing}.");
        }

        TimeSpan start = breathing.TryFind("start_time", out JsonField startTime) ? startTime.Seconds() : TimeSpan.Zero;
        TimeSpan? now = breathing.TryFind("now", out JsonField time) ? time.Seconds() : null;
        return (new BreathingCycle(frequency, start), now);
    }
}
