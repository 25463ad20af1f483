using System.Security.Cryptography;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Posing;
using Bunraku.Distillation.Rig;
using Bunraku.Siren;

namespace Bunraku.Distillation.Teachers;

/// <summary>Opens the teacher that a configuration names.</summary>
internal static class TeacherLoading
{
    private const string StudentPrefix = "student:";

    /// <exception cref="BadInputException">It is not there, or belongs to another picture.</exception>
    public static Teacher Open(TeacherRequest request)
    {
        string teacher = request.File.Config.Teacher;
        return teacher switch
        {
            "rig" => OpenRig(request),
            _ when teacher.StartsWith(StudentPrefix, StringComparison.Ordinal) => OpenStudent(request, request.File.Places.Resolve(teacher[StudentPrefix.Length..])),
            _ => throw new BadInputException("teacher: tha4 is not part of this build. Use teacher: rig, or teacher: student:<path>."),
        };
    }

    private static Teacher OpenRig(TeacherRequest request)
    {
        var poser = new RigPoser(RigCharacter.Default);
        StraightImage picture = poser.DrawPicture();
        RequireSamePicture(request, picture.Pixels, $"the rig ({poser.Character.Name})");

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
        if (!character.Picture.Values.AsSpan().SequenceEqual(PictureOf(request).Values))
        {
            throw OtherPicture(request, $"the student {path}");
        }

        var poser = new StudentPoser(character, new StudentPoserOptions { Threads = request.Threads });
        return new Teacher($"student {character.Name}", $"student {character.ContentHash}", poser);
    }

    private static void RequireSamePicture(TeacherRequest request, byte[] pixels, string teacher)
    {
        if (!PngFile.Read(request.File.CharacterImage).Pixels.AsSpan().SequenceEqual(pixels))
        {
            throw OtherPicture(request, teacher);
        }
    }

    private static CharacterPicture PictureOf(TeacherRequest request) =>
        ImageConversion.ToNetwork(PngFile.Read(request.File.CharacterImage), request.File.CharacterImage);

    private static BadInputException OtherPicture(TeacherRequest request, string teacher) =>
        new($"character_image_file_name: {request.File.Config.CharacterImageFileName} is not the picture of the teacher, {teacher}. A student learns to move its teacher's picture: name that one.");

    private static string Hex(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());
}
