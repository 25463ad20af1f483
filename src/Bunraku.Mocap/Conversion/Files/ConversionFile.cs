using System.Collections.Immutable;
using System.Text.Json;
using Bunraku.Core.Errors;
using Bunraku.Mocap.Json;

namespace Bunraku.Mocap.Conversion.Files;

/// <summary>
/// What <c>bunraku mocap convert</c> works on: faces, and the settings to convert each of them with. docs/mocap.md describes the
/// JSON forms it is read from.
/// </summary>
public sealed record ConversionFile
{
    public required ImmutableArray<FaceInput> Inputs { get; init; }

    /// <summary>At least one; the published defaults where the file gives none.</summary>
    public required ImmutableArray<ConversionSetting> Settings { get; init; }

    /// <summary>Names in the faces that stand for nothing here; they were left out.</summary>
    public required ImmutableSortedSet<string> IgnoredNames { get; init; }

    /// <summary>Reads faces and settings.</summary>
    /// <param name="json">An object with <c>inputs</c> and perhaps <c>settings</c>, a list of faces, or one face.</param>
    /// <param name="source">What the text is, for messages: the file's path.</param>
    /// <exception cref="BadInputException">The text has another form, or a value does not fit; the message says where.</exception>
    public static ConversionFile Parse(ReadOnlyMemory<byte> json, string source)
    {
        using JsonDocument document = ParseDocument(json, source);
        JsonElement root = document.RootElement;
        var reader = new FaceInputReader(source);
        ImmutableArray<FaceInput> inputs = root.ValueKind switch
        {
            JsonValueKind.Array => reader.ReadList(root, "inputs"),
            JsonValueKind.Object when root.TryGetProperty("inputs", out JsonElement list) => reader.ReadList(list, "inputs"),
            JsonValueKind.Object => [reader.Read(root, "the face")],
            _ => throw new BadInputException($"{source} should hold faces: an object with \"inputs\", a list of faces, or one face."),
        };
        bool hasSettings = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("settings", out _);
        return new ConversionFile
        {
            Inputs = inputs,
            Settings = hasSettings ? ConversionSettingReader.Read(root, source) : [ConversionSetting.Default],
            IgnoredNames = reader.IgnoredNames,
        };
    }

    /// <summary>Reads settings alone, in the forms of a <c>settings</c> list, of one of its members, of bare arguments, or of a settings file.</summary>
    /// <inheritdoc cref="Parse"/>
    public static ImmutableArray<ConversionSetting> ParseSettings(ReadOnlyMemory<byte> json, string source)
    {
        using JsonDocument document = ParseDocument(json, source);
        return ConversionSettingReader.Read(document.RootElement, source);
    }

    private static JsonDocument ParseDocument(ReadOnlyMemory<byte> json, string source)
    {
        try
        {
            return JsonDocument.Parse(JsonFields.WithoutByteOrderMark(json));
        }
        catch (JsonException problem)
        {
            throw new BadInputException($"{source} is not valid JSON: {problem.Message}", problem);
        }
    }
}
