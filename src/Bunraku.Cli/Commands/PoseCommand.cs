using System.CommandLine;
using Bunraku.Cli.Shell;
using Bunraku.Core.Arrays;
using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku pose</c>: a character in one pose or many, as pictures.</summary>
internal static class PoseCommand
{
    private const string Straight = "straight";
    private const string Original = "original";

    public static Command Create()
    {
        Argument<string> character = CharacterArgument.Create();
        var poses = new PoseOptionSet();
        var output = new Option<string>("--output", "-o")
        {
            Description = "The PNG file to write; for an array of poses the folder of 0000.png, 0001.png and so on.",
            HelpName = "out.png",
            Required = true,
        };
        var raw = new Option<string?>("--raw")
        {
            Description = "Also write the frame as float32 [4, 512, 512], linear light, premultiplied, scaled to -1..1; for an array of poses a folder.",
            HelpName = "out.npy",
        };
        var display = new Option<string>("--display")
        {
            Description = "How the frame becomes a picture: with correct straight alpha, or with the dark edges of the original program.",
            DefaultValueFactory = _ => Straight,
        };
        display.AcceptOnlyFromAmong(Straight, Original);
        var command = new Command("pose", "Draw a character in a pose. Without --pose and --set it rests: eyes open, mouth closed, facing forward.")
        {
            character, poses.File, poses.Values, output, raw, display,
        };
        command.SetAction(parsed =>
        {
            PoseDocument document = poses.Read(parsed);
            var pictures = new FrameFiles(parsed.GetRequiredValue(output), ".png", document.IsList);
            var arrays = parsed.GetValue(raw) is { } path ? new FrameFiles(path, ".npy", document.IsList) : null;
            Draw(CharacterArgument.Load(parsed.GetRequiredValue(character)), document.Poses, pictures, arrays, parsed.GetValue(display) == Original);
            parsed.InvocationConfiguration.Output.WriteLine(parsed.GetRequiredValue(output));
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Draw(CharacterModel character, IReadOnlyList<Pose> poses, FrameFiles pictures, FrameFiles? arrays, bool original)
    {
        const int Size = CharacterPicture.Size;
        using var poser = new StudentPoser(character);
        var frame = new PosedFrame();
        var picture = new StraightImage(Size, Size);
        for (int i = 0; i < poses.Count; i++)
        {
            poser.Render(poses[i], frame);
            if (original)
            {
                FrameConversion.ToDisplay(frame.Blended, channels: 4, Size, Size, picture.Pixels);
            }
            else
            {
                FrameConversion.ToStraight(frame.Blended, Size, Size, picture.Pixels);
            }

            PngFile.Write(pictures[i], picture);
            if (arrays is not null)
            {
                NpyFile.Write(arrays[i], frame.Blended, [4, Size, Size]);
            }
        }
    }
}
