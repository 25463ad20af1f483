using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bunraku.Core.Errors;
using Bunraku.Core.Json;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Settings;

/// <summary>
/// The JSON form of <see cref="PuppetSettings"/>: an object of sections as <see cref="SettingsTable"/> names them, and the
/// section <c>channels</c> with a gain and a dead zone for each adjusted channel. What a file leaves out keeps its default.
/// </summary>
public static class PuppetSettingsJson
{
    private const string Format = "bunraku-puppet-settings/1";
    private const double MaximumGain = 5;
    private const double MaximumDeadZone = 0.9;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes all settings, also those at their defaults, so that the file shows what can be set.</summary>
    public static string Write(PuppetSettings settings)
    {
        var root = new JsonObject { ["format"] = Format };
        foreach (Setting setting in SettingsTable.All)
        {
            JsonObject parent = root;
            string[] path = setting.Path.Split('.');
            foreach (string section in path[..^1])
            {
                parent[section] ??= new JsonObject();
                parent = parent[section]!.AsObject();
            }

            parent[path[^1]] = setting.ToJson(settings);
        }

        root["channels"] = WriteChannels(settings.Channels);
        return root.ToJsonString(Indented) + "\n";
    }

    /// <summary>Reads settings, starting from defaults.</summary>
    /// <param name="json">The text of a settings file.</param>
    /// <param name="source">What the text is, for messages: the file's path.</param>
    /// <param name="defaults">What holds for everything the text leaves out.</param>
    /// <exception cref="BadInputException">The text is not a settings file, or a field is unknown or does not fit; the message names the field.</exception>
    public static PuppetSettings Read(string json, string source, PuppetSettings defaults)
    {
        using JsonInput text = JsonInput.Parse(json, source, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        return Read(text.Root, source, defaults);
    }

    /// <inheritdoc cref="Read(string, string, PuppetSettings)"/>
    internal static PuppetSettings Read(JsonField root, string source, PuppetSettings defaults)
    {
        return root.IsObject
            ? ReadObject(root, source, defaults)
            : throw new BadInputException($"{source} should hold a JSON object with puppet settings, but holds {root.Describe()}.");
    }

    private static PuppetSettings ReadObject(JsonField element, string source, PuppetSettings settings)
    {
        foreach ((_, JsonField value) in element.Members())
        {
            if (SettingsTable.TryFind(value.Path, out Setting? setting))
            {
                settings = setting.TrySet(settings, value) ?? throw value.Unexpected(setting.Expected);
            }
            else if (value.Path == "channels")
            {
                settings = settings with { Channels = ReadChannels(value, source) };
            }
            else if (value.Path == "format")
            {
                RequireFormat(value, source);
            }
            else
            {
                settings = ReadSection(value, source, settings);
            }
        }

        return settings;
    }

    private static PuppetSettings ReadSection(JsonField element, string source, PuppetSettings settings)
    {
        if (!SettingsTable.All.Any(setting => setting.Path.StartsWith(element.Path + '.', StringComparison.Ordinal)))
        {
            throw new BadInputException($"{source}: there is no setting {ForeignText.Show(element.Path)}. docs/mocap.md lists all settings; remove it or correct its name.");
        }

        return element.IsObject ? ReadObject(element, source, settings) : throw element.Unexpected("an object with settings");
    }

    private static JsonObject WriteChannels(ChannelAdjustments channels)
    {
        var written = new JsonObject();
        for (int channel = 0; channel < FaceChannels.Count; channel++)
        {
            if (channels[channel] != ChannelAdjustment.None)
            {
                written[FaceChannels.Names[channel]] = new JsonObject
                {
                    ["gain"] = channels[channel].Gain,
                    ["dead_zone"] = channels[channel].DeadZone,
                };
            }
        }

        return written;
    }

    private static ChannelAdjustments ReadChannels(JsonField element, string source)
    {
        ChannelAdjustments channels = ChannelAdjustments.None;
        foreach ((string name, JsonField value) in element.Members())
        {
            int channel = FaceChannels.IndexOf(name);
            if (channel < 0)
            {
                throw new BadInputException($"{source}: channels names {ForeignText.Show(name)}, which is neither one of the 52 blendshapes (such as eyeBlinkLeft) nor headX, headY or headZ.");
            }

            channels = channels.With(channel, ReadAdjustment(value, source));
        }

        return channels;
    }

    private static ChannelAdjustment ReadAdjustment(JsonField element, string source)
    {
        ChannelAdjustment adjustment = ChannelAdjustment.None;
        foreach ((string name, JsonField value) in element.Members())
        {
            adjustment = name switch
            {
                "gain" => adjustment with { Gain = ReadNumber(value, MaximumGain) },
                "dead_zone" => adjustment with { DeadZone = ReadNumber(value, MaximumDeadZone) },
                _ => throw new BadInputException($"{source}: there is no setting {ForeignText.Show(value.Path)}; a channel has gain and dead_zone."),
            };
        }

        return adjustment;
    }

    private static double ReadNumber(JsonField value, double maximum) =>
        value.NumberOrNull is { } number && number >= 0 && number <= maximum
            ? number
            : throw value.Unexpected(string.Create(CultureInfo.InvariantCulture, $"a number from 0 to {maximum}"));

    private static void RequireFormat(JsonField format, string source)
    {
        if (format.TextOrNull != Format)
        {
            throw new BadInputException($"{source} should be of format \"{Format}\", but says {format.Describe()}. It may come from another version of Bunraku.");
        }
    }
}
