using System.Security.Cryptography;
using Bunraku.Conv;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Posing;
using Bunraku.Core.Teachers;
using Bunraku.Distillation.Rig;
using Bunraku.Siren;

namespace Bunraku.Distillation.Teachers;

/// <summary>Opens teachers by the names that users give them.</summary>
public static class TeacherCatalog
{
    /// <summary>Opens a teacher.</summary>
    /// <exception cref="BadInputException">It is not there, or belongs to another picture.</exception>
    public static Teacher Open(TeacherRequest request)
    {
        string name = request.Name;
        return name switch
        {
            "rig" => OpenRig(request),
            _ when TeacherFamily.TryFind(name) is { } family => CompleteSystem.Open(request, family, TeacherEngines.For(family, request.Device, request.Precision, request.Threads)),
            _ when name.StartsWith(TeacherRequest.StudentPrefix, StringComparison.Ordinal) => OpenStudent(request, name[TeacherRequest.StudentPrefix.Length..]),
            _ => throw new BadInputException($"There is no teacher {ForeignText.Quote(name)}. Use {TeacherRequest.Names}."),
        };
    }

    private static Teacher OpenRig(TeacherRequest request)
    {
        var poser = new RigPoser(RigCharacter.Default);
        StraightImage picture = poser.DrawPicture();
        RequireSamePicture(request, picture.Pixels, Phrase.Of($"the rig ({poser.Character.Name})"));

        // Whatever the rig would draw otherwise after a change of its code should show in one of these.
        var frame = new PosedFrame();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] pixels = new byte[picture.Pixels.Length];
        foreach (Core.Poses.Pose pose in new Poses.PoseSampler().Samples(seed: 1, count: 4))
        {
            poser.Render(pose, frame);
            FrameConversion.ToStraight(frame.Blended, CharacterPicture.Size, CharacterPicture.Size, pixels);
            hash.AppendData(pixels);
        }

        return new Teacher($"rig {poser.Character.Name}", $"rig {poser.Character.Name} {Hex(hash)}", poser);
    }

    private static Teacher OpenStudent(TeacherRequest request, string path)
    {
        CharacterModel character = CharacterModel.Load(path, new CharacterLoadOptions { AllowFilesOutsideFolder = true });
        if (!character.Picture.Values.AsSpan().SequenceEqual(ImageConversion.ToNetwork(request.Picture, request.PictureName).Values))
        {
            throw OtherPicture(request, Phrase.Of($"the student {path}"));
        }

        var poser = new StudentPoser(character, new StudentPoserOptions { Threads = request.Threads });
        return new Teacher($"student {character.Name}", $"student {character.ContentHash}", poser) { Attribution = character.Credits.Teacher };
    }

    private static void RequireSamePicture(TeacherRequest request, byte[] pixels, Phrase teacher)
    {
        if (!request.Picture.Pixels.AsSpan().SequenceEqual(pixels))
        {
            throw OtherPicture(request, teacher);
        }
    }

    private static BadInputException OtherPicture(TeacherRequest request, Phrase teacher) =>
        new BadInputException($"{request.PictureName} is not the picture of the teacher, {teacher}. A student learns to move its teacher's picture, so both must have the same.");

    private static string Hex(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());
}
