using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Distillation.Runs;

/// <summary>
/// <c>character_model</c>: the student as a character that our programs and the published ones load. The picture is copied byte for byte. It is written
/// beside its place and swapped in whole.
/// </summary>
internal static class StudentFolder
{
    private const string Yaml = """
        character_image_file_name: character.png
        face_morpher_file_name: face_morpher.pt
        body_morpher_file_name: body_morpher.pt

        """;

    /// <exception cref="BadInputException">It cannot be written.</exception>
    public static void Publish(RunFolder run, string picture, StudentWeights weights)
    {
        string place = run.CharacterModel;
        (string aside, string old) = ($"{place}.new", $"{place}.old");
        try
        {
            Delete(aside);
            Directory.CreateDirectory(aside);
            byte[] bytes = File.ReadAllBytes(picture);
            AtomicFile.Write(Path.Combine(aside, "character.png"), stream => stream.Write(bytes));
            CheckpointFile.Write(Path.Combine(aside, "face_morpher.pt"), weights.Face);
            CheckpointFile.Write(Path.Combine(aside, "body_morpher.pt"), weights.Body);
            AtomicFile.WriteText(Path.Combine(aside, "character_model.yaml"), Yaml.ReplaceLineEndings("\n"));
            Delete(old);
            if (Directory.Exists(place))
            {
                Directory.Move(place, old);
            }

            Directory.Move(aside, place);
            Delete(old);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{place}: the character cannot be written: {error.Message}", error);
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
