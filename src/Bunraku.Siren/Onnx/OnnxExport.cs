using Bunraku.Core.Characters;
using Bunraku.Core.Files;
using Bunraku.Core.Poses;

namespace Bunraku.Siren.Onnx;

/// <summary>
/// Writes a character as one ONNX file: input <c>pose</c> float32 [1, 45], output <c>image</c> float32 [1, 4, 512, 512]. The output is in the network
/// convention (R, G, B, A; linear light, premultiplied, -1..1), and the character's picture is baked in. Operator set 17.
/// </summary>
public static class OnnxExport
{
    /// <summary>The model as the bytes of an .onnx file; the same character always gives the same bytes.</summary>
    public static byte[] Build(CharacterModel character)
    {
        ArgumentNullException.ThrowIfNull(character);
        return OnnxWireFormat.Write(new OnnxModel(
            ProducerName: "bunraku",
            ProducerVersion: typeof(OnnxExport).Assembly.GetName().Version!.ToString(3),
            Documentation: $"The character {character.Name}, posed by 45 values. The output is float32 RGBA in linear light, premultiplied by alpha, scaled to -1..1.",
            Metadata:
            [
                new("pose_parameters", string.Join(',', PoseParameters.All.Select(parameter => parameter.Name))),
                .. Texts(character.Credits).Where(text => text.Value.Length > 0),
            ],
            StudentGraph.Of(character)));
    }

    private static KeyValuePair<string, string>[] Texts(CharacterCredits credits) =>
    [
        new("author", credits.Author),
        new("attribution", credits.Attribution),
        new("licence", credits.Licence),
        new("credits", credits.Credits),
        new("teacher", credits.Teacher),
    ];

    /// <summary>Writes the model to a file, complete or not at all.</summary>
    /// <exception cref="Core.Errors.BadInputException">The file cannot be written.</exception>
    public static void Write(CharacterModel character, string path)
    {
        byte[] model = Build(character);
        AtomicFile.Write(path, stream => stream.Write(model));
    }
}
