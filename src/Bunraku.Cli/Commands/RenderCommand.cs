using System.CommandLine;
using Bunraku.Core.Animation;
using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren;
using Bunraku.Siren.Support;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku render</c>: a character moving along keyframes, as an animation.</summary>
internal static class RenderCommand
{
    private const int Size = CharacterPicture.Size;

    /// <summary>Finding a mask takes about as long as it saves over this many frames.</summary>
    private const int FramesThatPayForAMask = 300;

    public static Command Create()
    {
        Argument<string> character = CharacterArgument.Create();
        var poses = new Option<string>("--poses")
        {
            Description = "The JSON file of keyframes, or an array of poses, one a frame; see docs/pose.md.",
            HelpName = "timeline.json",
            Required = true,
        };
        var framesPerSecond = new Option<double>("--fps") { Description = "Frames a second, 1 to 120; in a GIF at most 50.", DefaultValueFactory = _ => 30 };
        var output = new Option<string>("--output", "-o")
        {
            Description = "The file to write. Its ending chooses the format: .png (exact), .webp (small), .gif, or .mp4, which needs ffmpeg.",
            HelpName = "out.{png,webp,gif,mp4}",
            Required = true,
        };
        var background = new Option<string>("--background")
        {
            Description = "What is behind the character: transparent, white, black, green, blue, or a colour such as #00b140.",
            HelpName = "colour",
            DefaultValueFactory = _ => Background.TransparentName,
        };
        var loop = new Option<int>("--loop") { Description = "How often a viewer plays the animation; 0 for ever.", HelpName = "times", DefaultValueFactory = _ => 0 };
        var command = new Command("render", "Make an animation of a character from keyframes, with the poses between them interpolated.")
        {
            character, poses, framesPerSecond, output, background, loop,
        };
        command.SetAction((parsed, cancellation) =>
        {
            string path = parsed.GetRequiredValue(output);
            var behind = Background.Parse(parsed.GetRequiredValue(background));
            var spec = new AnimationSpec
            {
                Width = Size,
                Height = Size,
                FramesPerSecond = parsed.GetValue(framesPerSecond),
                FrameCount = 1,
                Plays = parsed.GetValue(loop),
                IsOpaque = behind.IsOpaque,
            };
            spec.RequireFit(AnimationFile.FormatOf(path));
            var timeline = PoseTimeline.Read(parsed.GetRequiredValue(poses), spec.FramesPerSecond);
            Warnings.Write(timeline.Warnings, parsed.InvocationConfiguration.Error);
            spec = spec with { FrameCount = timeline.FrameCount(spec.FramesPerSecond) };
            CharacterModel model = CharacterModel.Load(parsed.GetRequiredValue(character));
            using var poser = new StudentPoser(model);
            ProgressBar.Run("Rendering", parsed.InvocationConfiguration.Error, progress =>
            {
                poser.Mask = SupportMask.TryLoad(model)
                    ?? (spec.FrameCount >= FramesThatPayForAMask ? SupportMask.LoadOrCompute(model, cancellation: cancellation) : null);
                AnimationFile.Write(path, spec, Draw(poser, timeline, spec, behind, progress), cancellation);
            });
            return Task.FromResult(ExitCode.Ok);
        });
        return command;
    }

    private static IEnumerable<StraightImage> Draw(StudentPoser poser, PoseTimeline timeline, AnimationSpec spec, Background background, IProgress<double> progress)
    {
        var frame = new PosedFrame();
        var picture = new StraightImage(Size, Size);
        int drawn = 0;
        foreach (Pose pose in timeline.Frames(spec.FramesPerSecond))
        {
            poser.Render(pose, frame);
            if (background.Color is { } color)
            {
                FrameConversion.OverBackground(frame.Blended, Size, Size, color, picture.Pixels);
            }
            else
            {
                FrameConversion.ToStraight(frame.Blended, Size, Size, picture.Pixels);
            }

            yield return picture;
            progress.Report((double)++drawn / spec.FrameCount);
        }
    }
}
