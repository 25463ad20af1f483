using System.Collections.Immutable;
using System.Text.Json;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Json;
using Bunraku.Mocap.Settings;

namespace Bunraku.Mocap.Conversion.Files;

/// <summary>
/// Reads settings to convert with, in one of four forms: an object with a list <c>settings</c> (or the list itself); a member of
/// it with <c>args</c> and perhaps <c>breathing</c>; the bare arguments; or a settings file of a page.
/// </summary>
internal static class ConversionSettingReader
{
    private const string Section = "converter.";
    private const int FastestBreathing = 1000;

    public static ImmutableArray<ConversionSetting> Read(JsonElement root, string source)
    {
        JsonElement list = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("settings", out JsonElement settings) ? settings : root;
        if (list.ValueKind != JsonValueKind.Array)
        {
            return [ReadOne(list, "settings", source)];
        }

        ImmutableArray<ConversionSetting> all = [.. list.EnumerateArray().Select((element, index) => ReadOne(element, $"settings[{index}]", source))];
        return all.IsEmpty
            ? throw new BadInputException($"{source}: settings is an empty list; leave it out to convert with the defaults.")
            : all;
    }

    private static ConversionSetting ReadOne(JsonElement element, string field, string source)
    {
        JsonFields.Object(element, field, source);
        string name = element.TryGetProperty("name", out JsonElement named) && named.ValueKind == JsonValueKind.String ? named.GetString()! : field;
        if (element.TryGetProperty("args", out JsonElement arguments))
        {
            (BreathingCycle? breathing, TimeSpan? now) = ReadBreathing(element, field, source);
            return new ConversionSetting(name, ReadArguments(arguments, field + ".args", source), breathing, now);
        }

        if (element.EnumerateObject().Any(property => SettingsTable.TryFind(Section + property.Name, out _)))
        {
            return new ConversionSetting(name, ReadArguments(element, field, source), Breathing: null, Time: null);
        }

        PuppetSettings settings = PuppetSettingsJson.Read(element, source, PuppetSettings.Default);
        return new ConversionSetting(name, settings, new BreathingCycle(settings.BreathsPerMinute, TimeSpan.Zero), Time: null);
    }

    /// <summary>Arguments may leave the range of a page's controls: the published converters take any number.</summary>
    private static PuppetSettings ReadArguments(JsonElement arguments, string field, string source)
    {
        PuppetSettings settings = PuppetSettings.Default;
        foreach (JsonProperty argument in JsonFields.Object(arguments, field, source).EnumerateObject())
        {
            if (!SettingsTable.TryFind(Section + argument.Name, out Setting? setting))
            {
                throw new BadInputException($"{source}: {field} has {argument.Name}, which is no argument of the converters. docs/mocap.md lists them all.");
            }

            settings = setting is NumberSetting number
                ? number.Set(settings, JsonFields.Number(argument.Value, $"{field}.{argument.Name}", source))
                : setting.TrySet(settings, argument.Value)
                    ?? throw new BadInputException($"{source}: {field}.{argument.Name} must be {setting.Expected}, but is {JsonFields.Describe(argument.Value)}.");
        }

        return settings;
    }

    private static (BreathingCycle? Breathing, TimeSpan? Now) ReadBreathing(JsonElement element, string field, string source)
    {
        if (!element.TryGetProperty("breathing", out JsonElement breathing) || breathing.ValueKind == JsonValueKind.Null)
        {
            return (null, null);
        }

        field += ".breathing";
        JsonFields.Object(breathing, field, source);
        double frequency = breathing.TryGetProperty("frequency", out JsonElement given) ? JsonFields.Number(given, field + ".frequency", source) : -1;
        if (frequency is < 0 or > FastestBreathing)
        {
            throw new BadInputException($"{source}: {field} needs \"frequency\", the number of breaths a minute from 0 to {FastestBreathing}.");
        }

        TimeSpan start = breathing.TryGetProperty("start_time", out JsonElement startTime) ? JsonFields.Seconds(startTime, field + ".start_time", source) : TimeSpan.Zero;
        TimeSpan? now = breathing.TryGetProperty("now", out JsonElement time) ? JsonFields.Seconds(time, field + ".now", source) : null;
        return (new BreathingCycle(frequency, start), now);
    }
}
