using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Json;

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
    /// <exception cref="BadInputException">The text is no settings file, or a field is unknown or does not fit; the message names the field.</exception>
    public static PuppetSettings Read(string json, string source, PuppetSettings defaults)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return Read(document.RootElement, source, defaults);
        }
        catch (JsonException problem)
        {
            throw new BadInputException($"{source} is not valid JSON: {problem.Message}", problem);
        }
    }

    /// <inheritdoc cref="Read(string, string, PuppetSettings)"/>
    internal static PuppetSettings Read(JsonElement root, string source, PuppetSettings defaults)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new BadInputException($"{source} should hold a JSON object with puppet settings, but holds {JsonFields.Describe(root)}.");
        }

        return ReadObject(root, prefix: string.Empty, source, defaults);
    }

    private static PuppetSettings ReadObject(JsonElement element, string prefix, string source, PuppetSettings settings)
    {
        foreach (JsonProperty property in element.EnumerateObject())
        {
            string path = prefix + property.Name;
            if (SettingsTable.TryFind(path, out Setting? setting))
            {
                settings = setting.TrySet(settings, property.Value)
                    ?? throw new BadInputException($"{source}: {path} must be {setting.Expected}, but is {JsonFields.Describe(property.Value)}.");
            }
            else if (path == "channels")
            {
                settings = settings with { Channels = ReadChannels(property.Value, source) };
            }
            else if (path == "format")
            {
                RequireFormat(property.Value, source);
            }
            else
            {
                settings = ReadSection(property.Value, path, source, settings);
            }
        }

        return settings;
    }

    private static PuppetSettings ReadSection(JsonElement element, string path, string source, PuppetSettings settings)
    {
        if (!SettingsTable.All.Any(setting => setting.Path.StartsWith(path + '.', StringComparison.Ordinal)))
        {
            throw new BadInputException($"{source}: there is no setting {path}. docs/mocap.md lists all settings; remove it or correct its name.");
        }

        return element.ValueKind == JsonValueKind.Object
            ? ReadObject(element, path + '.', source, settings)
            : throw new BadInputException($"{source}: {path} must be an object with settings, but is {JsonFields.Describe(element)}.");
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

    private static ChannelAdjustments ReadChannels(JsonElement element, string source)
    {
        ChannelAdjustments channels = ChannelAdjustments.None;
        foreach (JsonProperty property in PropertiesOf(element, "channels", source))
        {
            int channel = FaceChannels.IndexOf(property.Name);
            if (channel < 0)
            {
                throw new BadInputException($"{source}: channels names {property.Name}, which is neither one of the 52 blendshapes (such as eyeBlinkLeft) nor headX, headY or headZ.");
            }

            channels = channels.With(channel, ReadAdjustment(property.Value, $"channels.{property.Name}", source));
        }

        return channels;
    }

    private static ChannelAdjustment ReadAdjustment(JsonElement element, string path, string source)
    {
        ChannelAdjustment adjustment = ChannelAdjustment.None;
        foreach (JsonProperty property in PropertiesOf(element, path, source))
        {
            adjustment = property.Name switch
            {
                "gain" => adjustment with { Gain = ReadNumber(property.Value, $"{path}.gain", MaximumGain, source) },
                "dead_zone" => adjustment with { DeadZone = ReadNumber(property.Value, $"{path}.dead_zone", MaximumDeadZone, source) },
                _ => throw new BadInputException($"{source}: there is no setting {path}.{property.Name}; a channel has gain and dead_zone."),
            };
        }

        return adjustment;
    }

    private static JsonElement.ObjectEnumerator PropertiesOf(JsonElement element, string path, string source) =>
        element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject()
            : throw new BadInputException($"{source}: {path} must be an object, but is {JsonFields.Describe(element)}.");

    private static double ReadNumber(JsonElement element, string path, double maximum, string source) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double number) && number >= 0 && number <= maximum
            ? number
            : throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"{source}: {path} must be a number from 0 to {maximum}, but is {JsonFields.Describe(element)}."));

    private static void RequireFormat(JsonElement element, string source)
    {
        if (element.ValueKind != JsonValueKind.String || element.GetString() != Format)
        {
            throw new BadInputException($"{source} should be of format \"{Format}\", but says {JsonFields.Describe(element)}. It may come from another version of Bunraku.");
        }
    }
}
