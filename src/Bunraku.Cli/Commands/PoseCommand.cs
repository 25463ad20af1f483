using System.CommandLine;
using System.Globalization;
using Bunraku.Core.Arrays;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
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
        var pose = new Option<string?>("--pose")
        {
            Description = "A JSON file with one pose (an object of names and values, the others 0, or an array of 45 numbers) or an array of poses.",
            HelpName = "file.json",
        };
        var set = new Option<string[]>("--set")
        {
            Description = "Values of the pose, the others 0. The names are listed in docs/pose.md.",
            HelpName = "name=value",
            AllowMultipleArgumentsPerToken = true,
        };
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
            character, pose, set, output, raw, display,
        };
        command.SetAction(parsed =>
        {
            PoseDocument document = ReadPoses(parsed.GetValue(pose), parsed.GetValue(set) ?? []);
            Warnings.Write(WarningsFor(document), parsed.InvocationConfiguration.Error);
            var pictures = new FrameFiles(parsed.GetRequiredValue(output), ".png", document.IsList);
            var arrays = parsed.GetValue(raw) is { } path ? new FrameFiles(path, ".npy", document.IsList) : null;
            Draw(CharacterArgument.Load(parsed.GetRequiredValue(character)), document.Poses, pictures, arrays, parsed.GetValue(display) == Original);
            parsed.InvocationConfiguration.Output.WriteLine(parsed.GetRequiredValue(output));
            return ExitCode.Ok;
        });
        return command;
    }

    private static PoseDocument ReadPoses(string? file, string[] assignments) => (file, assignments) switch
    {
        (null, _) => new PoseDocument([PoseText.ParseAssignments(assignments, Pose.Rest)], IsList: false),
        (_, []) => PoseText.Read(file),
        _ => throw new BadInputException("--pose and --set both give the pose. Use one of them."),
    };

    private static IEnumerable<string> WarningsFor(PoseDocument document) =>
        document.Poses.SelectMany((pose, index) => PoseText.WarningsFor(pose).Select(warning => document.IsList ? $"pose {index}: {warning}" : warning));

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

    /// <summary>Where the frames go: to one file, or to numbered files in a folder, which is created.</summary>
    private sealed class FrameFiles
    {
        private readonly string _path;
        private readonly string _extension;
        private readonly bool _isFolder;

        public FrameFiles(string path, string extension, bool isFolder)
        {
            (_path, _extension, _isFolder) = (path, extension, isFolder);
            if (!isFolder)
            {
                return;
            }

            try
            {
                Directory.CreateDirectory(path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
            {
                throw new BadInputException($"{path}: an array of poses needs a folder here, which cannot be made: {error.Message}", error);
            }
        }

        public string this[int index] =>
            _isFolder ? Path.Combine(_path, index.ToString("D4", CultureInfo.InvariantCulture) + _extension) : _path;
    }
}
