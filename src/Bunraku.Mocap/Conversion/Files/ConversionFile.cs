using System.Collections.Immutable;
using Bunraku.Core.Errors;
using Bunraku.Core.Json;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Recording;

namespace Bunraku.Mocap.Conversion.Files;

/// <summary>
/// What <c>bunraku mocap convert</c> works on: faces, and the settings to convert each of them with. docs/mocap.md describes the
/// JSON forms it is read from.
/// </summary>
public sealed record ConversionFile
{
    /// <summary>The faces, in the order of the file.</summary>
    public required ImmutableArray<FaceInput> Inputs { get; init; }

    /// <summary>At least one; the published defaults where the file gives none.</summary>
    public required ImmutableArray<ConversionSetting> Settings { get; init; }

    /// <summary>Names in the faces that stand for nothing here; they were left out.</summary>
    public required ImmutableSortedSet<string> IgnoredNames { get; init; }

    /// <summary>Reads faces, and settings from their own file if one is given.</summary>
    /// <param name="path">A file of faces, or a face recording.</param>
    /// <param name="settingsPath">A file of settings, which go before those among the faces; or null.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="BadInputException">A file cannot be read, or what it says does not fit; the message says where.</exception>
    public static async Task<ConversionFile> LoadAsync(string path, string? settingsPath, CancellationToken cancellationToken = default)
    {
        ConversionFile file = FaceRecordingReader.IsRecording(path)
            ? await LoadRecordingAsync(path, cancellationToken)
            : Parse(await ReadBytesAsync(path, cancellationToken), path);
        return settingsPath is null
            ? file
            : file with { Settings = ParseSettings(await ReadBytesAsync(settingsPath, cancellationToken), settingsPath) };
    }

    /// <summary>Reads faces and settings.</summary>
    /// <param name="json">An object with <c>inputs</c> and perhaps <c>settings</c>, a list of faces, or one face.</param>
    /// <param name="source">What the text is, for messages: the file's path.</param>
    /// <exception cref="BadInputException">The text has another form, or a value does not fit; the message says where.</exception>
    public static ConversionFile Parse(ReadOnlyMemory<byte> json, string source)
    {
        using JsonInput text = JsonInput.Parse(json, source);
        JsonField root = text.Root;
        var reader = new FaceInputReader(source);
        ImmutableArray<FaceInput> inputs = root switch
        {
            { IsList: true } => reader.ReadList(root.Called("inputs")),
            { IsObject: true } when root.TryFind("inputs", out JsonField list) => reader.ReadList(list),
            { IsObject: true } => [reader.Read(root.Called("the face"))],
            _ => throw new BadInputException($"{source} should hold faces: an object with \"inputs\", a list of faces, or one face."),
        };
        bool hasSettings = root.TryFind("settings", out _);
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
        using JsonInput text = JsonInput.Parse(json, source);
        return ConversionSettingReader.Read(text.Root, source);
    }

    private static async Task<ConversionFile> LoadRecordingAsync(string path, CancellationToken cancellationToken)
    {
        var inputs = ImmutableArray.CreateBuilder<FaceInput>();
        await foreach (FacePose face in FaceRecordingReader.ReadAllAsync(path, cancellationToken))
        {
            inputs.Add(new FaceInput(face, face.Timestamp));
        }

        return new ConversionFile { Inputs = inputs.ToImmutable(), Settings = [ConversionSetting.Default], IgnoredNames = [] };
    }

    private static async Task<byte[]> ReadBytesAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path} cannot be read: {problem.Message}", problem);
        }
    }
}

/// <summary>A face to convert.</summary>
/// <param name="Face">The face.</param>
/// <param name="Time">What the clock shows; null where the file gives the face no time.</param>
public sealed record FaceInput(FacePose Face, TimeSpan? Time);
