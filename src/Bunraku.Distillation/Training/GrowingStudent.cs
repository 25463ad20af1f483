using Bunraku.Core.Characters;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Images;
using Bunraku.Distillation.Runs;
using Bunraku.Siren;

namespace Bunraku.Distillation.Training;

/// <summary>
/// The student as far as it is trained. Until the face has learnt anything there is none; until the body has, it keeps still and only the face moves.
/// </summary>
/// <param name="run">The run.</param>
/// <param name="picture">The file of its picture.</param>
/// <param name="stillBody">The body network until it learns.</param>
/// <param name="attribution">What the licence of its teacher asks for; empty where it asks for nothing.</param>
/// <param name="options">How to use the machine when it poses.</param>
internal sealed class GrowingStudent(RunFolder run, string picture, StateDict stillBody, string attribution, StudentPoserOptions options)
{
    private CharacterPicture? _picture;

    /// <summary>How to use the machine when it poses.</summary>
    public StudentPoserOptions Options => options;

    /// <summary>The newest face network; null before the first.</summary>
    public StateDict? Face { get; set; }

    /// <summary>The newest body network.</summary>
    public StateDict Body { get; set; } = stillBody;

    /// <summary>The student as a character.</summary>
    public CharacterModel ToCharacter() =>
        new(Path.GetFileName(run.Path), _picture ??= ImageConversion.ToNetwork(PngFile.Read(picture), picture), new StudentWeights(Face!, Body)) { Credits = Credits };

    /// <summary>Writes it as the character of the run.</summary>
    /// <exception cref="Core.Errors.BadInputException">It cannot be written.</exception>
    public void Publish() => CharacterWriter.Write(run.CharacterModel, PictureFile.ReadBytes(picture), new StudentWeights(Face!, Body), Credits);

    private CharacterCredits Credits => CharacterCredits.OfFolderOrNone(run.CharacterModel) with { Teacher = attribution };
}
