using System.Text.Encodings.Web;
using System.Text.Json;
using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Images;
using Bunraku.Siren.Support;

namespace Bunraku.Cli.Info;

/// <summary>What <c>bunraku info</c> tells about a character. The names of the members are those of its JSON, in camel case.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Path">Its YAML file.</param>
/// <param name="ContentHash">SHA-256 of picture and weights.</param>
/// <param name="Picture">Its picture.</param>
/// <param name="FaceMorpher">Its face network.</param>
/// <param name="BodyMorpher">Its body network.</param>
/// <param name="SupportMask">The part of the frame that it can reach; null where that was not asked for.</param>
/// <param name="Warnings">What is unusual about it.</param>
internal sealed record CharacterReport(
    string Name,
    string? Path,
    string ContentHash,
    PictureFacts Picture,
    NetworkReport FaceMorpher,
    NetworkReport BodyMorpher,
    MaskReport? SupportMask,
    IReadOnlyList<string> Warnings)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Describes a character, and its mask where one is given.</summary>
    public static CharacterReport Of(CharacterModel character, SupportMask? mask)
    {
        CharacterFileSizes? sizes = character.FileSizes;
        return new CharacterReport(
            character.Name,
            character.YamlPath,
            character.ContentHash,
            new PictureFacts(CharacterPicture.Size, CharacterPicture.Size, sizes?.Picture),
            NetworkReport.Of(character.Weights.Face, sizes?.FaceMorpher),
            NetworkReport.Of(character.Weights.Body, sizes?.BodyMorpher),
            mask is null ? null : new MaskReport(mask.Coverage, mask.Bounds),
            [.. character.Warnings.Select(warning => warning.ToString())]);
    }

    public string ToJson() => JsonSerializer.Serialize(this, Format);
}

/// <summary>The picture of a character, in pixels; the size of its file in bytes.</summary>
internal sealed record PictureFacts(int Width, int Height, long? FileBytes);

/// <summary>A network of a character: its layers in order.</summary>
internal sealed record NetworkReport(long? FileBytes, long Parameters, IReadOnlyList<TensorReport> Tensors)
{
    public static NetworkReport Of(StateDict weights, long? fileBytes) => new(
        fileBytes,
        weights.Entries.Sum(entry => entry.Value.Values.LongLength),
        [.. weights.Entries.Select(entry => new TensorReport(entry.Key, entry.Value.Shape))]);
}

/// <summary>A named tensor of a network.</summary>
internal sealed record TensorReport(string Name, int[] Shape);

/// <summary>The part of the frame that a character can reach.</summary>
/// <param name="Coverage">Its share of the pixels, 0 to 1.</param>
/// <param name="Bounds">The rectangle around it.</param>
internal sealed record MaskReport(double Coverage, PixelRectangle Bounds);
