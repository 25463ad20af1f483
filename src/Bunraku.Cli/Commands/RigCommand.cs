using System.CommandLine;
using Bunraku.Cli.Shell;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Distillation.Rig;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku rig</c>: the picture and the face mask of the character that the program draws itself.</summary>
internal static class RigCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "Where character.png and face_mask.png are written; it is created where it is absent." };
        var command = new Command("rig", $"Draw {RigCharacter.Default.Name}, the character that needs no picture: the input for distilling from the rig.") { folder };
        command.SetAction(parsed =>
        {
            string path = parsed.GetRequiredValue(folder);
            Create(path);
            using var poser = new RigPoser(RigCharacter.Default);
            string picture = Path.Combine(path, "character.png");
            string mask = Path.Combine(path, "face_mask.png");
            PngFile.Write(picture, poser.DrawPicture());
            PngFile.WriteRgb(mask, poser.DrawFaceMask());
            parsed.InvocationConfiguration.Output.WriteLine(picture);
            parsed.InvocationConfiguration.Output.WriteLine(mask);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Create(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException($"{path}: the folder of the pictures cannot be made: {error.Message}", error);
        }
    }
}
