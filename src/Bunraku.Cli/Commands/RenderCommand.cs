using System.CommandLine;
using Bunraku.Cli.Shell;
using Bunraku.Core.Animation;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Puppets;
using Bunraku.Mocap.Recording;
using Bunraku.Mocap.Settings;
using Bunraku.Siren;
using Bunraku.Siren.Support;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku render</c>: a character moving along keyframes or like a recorded face, as an animation.</summary>
internal static class RenderCommand
{
    private const int Size = CharacterPicture.Size;

    /// <summary>Finding a mask takes about as long as it saves over this many frames.</summary>
    private const int FramesThatPayForAMask = 300;

    public static Command Create()
    {
        Argument<string> character = CharacterArgument.Create();
        var poses = new Option<string?>("--poses")
        {
            Description = "The JSON file of keyframes, or an array of poses, one a frame; see docs/pose.md.",
            HelpName = "timeline.json",
        };
        var mocap = new Option<string?>("--mocap") { Description = "A face recording to move by, instead of --poses; see docs/mocap.md.", HelpName = "face.jsonl" };
        var settings = new Option<string?>("--settings") { Description = "The puppet settings for --mocap; the defaults if not given.", HelpName = "settings.json" };
        var framesPerSecond = new Option<double>("--fps") { Description = "Frames a second, 1 to 120; in a GIF at most 50.", DefaultValueFactory = _ => 30 };
        var output = new Option<string>("--output", "-o")
        {
            Description = "The file to write. Its ending chooses the format: .png (exact), .webp (small), .gif, or .mp4, which needs ffmpeg.",
            HelpName = "out.{png,webp,gif,mp4}",
            Required = true,
        };
        var background = new Option<string>("--background")
        {
            Description = "The background: transparent, white, black, green, blue, or a colour such as #00b140.",
            HelpName = "colour",
            DefaultValueFactory = _ => Background.TransparentName,
        };
        var loop = new Option<int>("--loop") { Description = "How often a viewer plays the animation; 0 for ever.", HelpName = "times", DefaultValueFactory = _ => 0 };
        var command = new Command("render", "Make an animation of a character from keyframes, with the poses between them interpolated, or from a recorded face.")
        {
            character, poses, mocap, settings, framesPerSecond, output, background, loop,
        };
        command.SetAction(async (parsed, cancellation) =>
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
            Film film = (parsed.GetValue(poses), parsed.GetValue(mocap)) switch
            {
                ({ }, null) when parsed.GetValue(settings) is not null => throw new BadInputException("--settings says how a face becomes a pose: give it with --mocap."),
                ({ } timeline, null) => Film.OfTimeline(timeline, spec.FramesPerSecond, parsed.InvocationConfiguration.Error),
                (null, { } recording) => await Film.OfRecordingAsync(recording, parsed.GetValue(settings), spec.FramesPerSecond, cancellation),
                _ => throw new BadInputException("Give either --poses, a file of keyframes, or --mocap, a face recording."),
            };
            spec = spec with { FrameCount = film.FrameCount };
            CharacterModel model = CharacterArgument.Load(parsed.GetRequiredValue(character));
            using var poser = new StudentPoser(model);
            await ProgressBar.RunAsync("Rendering", parsed.InvocationConfiguration.Error, progress =>
            {
                poser.Mask = SupportMask.TryLoad(model)
                    ?? (spec.FrameCount >= FramesThatPayForAMask ? StudentPoser.FindMask(model, cancellation: cancellation) : null);
                AnimationFile.Write(path, spec, Draw(poser, film, behind, progress), cancellation);
            });
            parsed.InvocationConfiguration.Output.WriteLine(path);
            return ExitCode.Ok;
        });
        return command;
    }

    private static IEnumerable<StraightImage> Draw(StudentPoser poser, Film film, Background background, IProgress<double> progress)
    {
        var frame = new PosedFrame();
        var picture = new StraightImage(Size, Size);
        int drawn = 0;
        foreach (Pose pose in film.Poses)
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
            progress.Report((double)++drawn / film.FrameCount);
        }
    }

    /// <summary>The poses of an animation, frame by frame.</summary>
    private sealed record Film(int FrameCount, IEnumerable<Pose> Poses)
    {
        public static Film OfTimeline(string path, double framesPerSecond, TextWriter error)
        {
            var timeline = PoseTimeline.Read(path, framesPerSecond);
            Warnings.Write(timeline.Warnings, error);
            return new Film(timeline.FrameCount(framesPerSecond), timeline.Frames(framesPerSecond));
        }

        public static async Task<Film> OfRecordingAsync(string path, string? settingsPath, double framesPerSecond, CancellationToken cancellation)
        {
            PuppetSettings settings = settingsPath is null ? PuppetSettings.Default : PuppetSettingsFile.Load(settingsPath, PuppetSettings.Default);
            IAsyncEnumerable<FacePose> faces = FaceRecordingReader.ReadAllAsync(path, cancellation);
            Pose[] poses = await RecordedPuppet.PosesAsync(faces, settings, framesPerSecond, cancellationToken: cancellation).ToArrayAsync(cancellation);
            return poses.Length > 0 ? new Film(poses.Length, poses) : throw new BadInputException($"{path} holds no face, so there is nothing to render.");
        }
    }
}
