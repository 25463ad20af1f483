using System.Collections.Immutable;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using YamlDotNet.Core;

namespace Bunraku.Core.Characters;

/// <summary>
/// The YAML of a character model: the three files it names. It may come from a stranger, so everything that a list of three names does
/// not need (tags, anchors, aliases, several documents, more than a few kB) is refused. Other keys are ignored.
/// </summary>
internal sealed record CharacterYaml(string Picture, string FaceMorpher, string BodyMorpher)
{
    /// <summary>The name that a character model's YAML usually has.</summary>
    public const string FileName = "character_model.yaml";

    public const string PictureKey = "character_image_file_name";
    public const string FaceMorpherKey = "face_morpher_file_name";
    public const string BodyMorpherKey = "body_morpher_file_name";

    private const int MaxBytes = 8 << 10;

    /// <summary>The keys, in the order in which they are written.</summary>
    public static ImmutableArray<string> Keys { get; } = [PictureKey, FaceMorpherKey, BodyMorpherKey];

    /// <summary>Reads a YAML.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="path">The file to name in errors.</param>
    /// <exception cref="CharacterModelException">It is not the YAML of a character model.</exception>
    public static CharacterYaml Parse(ReadOnlySpan<byte> bytes, string path)
    {
        if (bytes.Length > MaxBytes)
        {
            throw CharacterModelException.BadYaml(path, Phrase.Of($"the file has {bytes.Length} bytes, more than the {MaxBytes} that are allowed"));
        }

        try
        {
            Dictionary<string, string> values = YamlNames.Read(Utf8Text.Decode(bytes), Keys, path);
            return new CharacterYaml(Require(values, PictureKey, path), Require(values, FaceMorpherKey, path), Require(values, BodyMorpherKey, path));
        }
        catch (BadInputException exception) when (exception is not CharacterModelException)
        {
            throw CharacterModelException.BadYaml(path, exception.Phrase, exception);
        }
        catch (YamlException exception)
        {
            throw CharacterModelException.BadYaml(path, YamlProblem.Describe(exception, Utf8Text.Decode(bytes)), exception);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or FormatException)
        {
            // What the YAML library throws for some escapes that name no character.
            throw CharacterModelException.BadYaml(path, Phrase.Of("the file is not YAML"), exception);
        }
    }

    /// <summary>Whether a file is the YAML of a character model.</summary>
    public static bool IsModel(string path) => IsModel(() => CharacterFile.FromDisk(path).Bytes);

    /// <inheritdoc cref="IsModel(string)"/>
    public static bool IsModel(byte[] bytes) => IsModel(() => bytes);

    /// <summary>The text to write: one line a key, LF, a final newline. The values must not need quotes.</summary>
    public string ToText() => $"{PictureKey}: {Picture}\n{FaceMorpherKey}: {FaceMorpher}\n{BodyMorpherKey}: {BodyMorpher}\n";

    private static bool IsModel(Func<byte[]> read)
    {
        try
        {
            Parse(read(), path: string.Empty);
            return true;
        }
        catch (CharacterModelException)
        {
            return false;
        }
    }

    private static string Require(Dictionary<string, string> values, string key, string path) =>
        values.TryGetValue(key, out string? value) ? value : throw CharacterModelException.BadYaml(path, Phrase.Of($"the key {key} is missing"));
}
