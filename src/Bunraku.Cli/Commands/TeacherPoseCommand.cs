using System.CommandLine;
using Bunraku.Cli.Shell;
using Bunraku.Conv;
using Bunraku.Core.Arrays;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Models;
using Bunraku.Core.Poses;
using Bunraku.Core.Teachers;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku teacher-pose</c>: any picture in one pose or many, by the teacher of five networks.</summary>
internal static class TeacherPoseCommand
{
    public static Command Create()
    {
        var image = new Argument<string>("image") { Description = "The PNG picture of a character. If it is not 512x512, its centred square is resized." };
        var poses = new PoseOptionSet();
        Option<string> family = FamilyOption.Create();
        var weights = new Option<string?>("--weights")
        {
            Description = "The folder of the five files of weights; the user's folder of models if not given.",
            HelpName = "folder",
        };
        var device = new Option<string>("--device") { Description = "Where the networks are computed.", DefaultValueFactory = _ => "auto" };
        device.AcceptOnlyFromAmong("auto", "cpu", "cuda", "mps");
        var file = new Option<string>("-o")
        {
            Description = "The PNG file to write; for an array of poses the folder of 0000.png, 0001.png and so on.",
            HelpName = "out.png",
            Required = true,
        };
        var raw = new Option<string?>("--raw")
        {
            Description = "Also write the output as float32 [channels, size, size], pictures in linear light, premultiplied, scaled to -1..1; for an array of poses a folder.",
            HelpName = "out.npy",
        };
        var output = new Option<string?>("--output")
        {
            Description = "Which of the family's outputs to write, such as face_output_image; docs/cli.md lists them. The posed picture if not given. The file to write is -o.",
            HelpName = "name",
        };
        var command = new Command("teacher-pose", "Draw any picture of a character in a pose by the five large networks. Without --pose and --set it rests.")
        {
            image, poses.File, poses.Values, family, weights, device, file, raw, output,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            PoseDocument document = poses.Read(parsed);
            var networks = TeacherFamily.Find(parsed.GetRequiredValue(family));
            TeacherOutput wanted = OutputOf(networks, parsed.GetValue(output));
            CharacterPicture picture = ReadPicture(parsed.GetRequiredValue(image));
            var pictures = new FrameFiles(parsed.GetRequiredValue(file), ".png", document.IsList);
            var arrays = parsed.GetValue(raw) is { } path ? new FrameFiles(path, ".npy", document.IsList) : null;
            await ProgressBar.RunAsync("Posing", parsed.InvocationConfiguration.Error, progress =>
            {
                using ITeacherSystem system = TeacherEngines.For(networks, parsed.GetRequiredValue(device)).Load(networks, parsed.GetValue(weights) ?? TeacherModels.OfUser(networks).Path, parsed.GetRequiredValue(device));
                Warnings.Write(system.Notice is { } notice ? [notice.ToString()] : [], parsed.InvocationConfiguration.Error);
                using ITeacherPoser poser = system.Open(picture);
                for (int i = 0; i < document.Poses.Length; i++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    progress.Report((double)i / document.Poses.Length);
                    Write(poser.Render(document.Poses[i], wanted), wanted, pictures[i], arrays?[i]);
                }
            });
            parsed.InvocationConfiguration.Output.WriteLine(parsed.GetRequiredValue(file));
            return ExitCode.Ok;
        });
        return command;
    }

    private static CharacterPicture ReadPicture(string path) =>
        ImageConversion.ToNetwork(LanczosResize.ToSquare(PngFile.Read(path), CharacterPicture.Size), path);

    private static TeacherOutput OutputOf(TeacherFamily family, string? name) => name is null ? family.Posed
        : family.Outputs.FirstOrDefault(output => output.Name == name)
        ?? throw new BadInputException($"--output {name}: {family.Name} has no output of this name. docs/cli.md lists its outputs; the file to write is named by -o.");

    private static void Write(Tensor output, TeacherOutput wanted, string picturePath, string? arrayPath)
    {
        (int channels, int size) = (output.Shape[0], output.Shape[1]);
        var picture = new StraightImage(size, size);
        if (channels == 4)
        {
            FrameConversion.ToStraight(wanted.ToShown(output.Values), size, size, picture.Pixels);
        }
        else
        {
            FrameConversion.ToDisplay(output.Values, channels, size, size, picture.Pixels);
        }

        PngFile.Write(picturePath, picture);
        if (arrayPath is not null)
        {
            NpyFile.Write(arrayPath, output.Values, output.Shape);
        }
    }
}
