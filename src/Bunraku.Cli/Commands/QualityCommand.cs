using System.CommandLine;
using System.Globalization;
using Bunraku.Cli.Shell;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Distillation.Poses;
using Bunraku.Distillation.Quality;
using Bunraku.Distillation.Teachers;

namespace Bunraku.Cli.Commands;

/// <summary><c>bunraku quality</c>: how close a student is to its teacher on poses that it was not trained on.</summary>
internal static class QualityCommand
{
    private const int MostPoses = 100_000;

    public static Command Create()
    {
        Argument<string> character = CharacterArgument.Create();
        var teacher = new Option<string>("--teacher") { Description = "Who the student imitates: tha4, tha3-standard, tha3-separable, rig, or student:<path>.", HelpName = "name", Required = true };
        var poses = new Option<int>("--poses") { Description = "How many held-out poses to measure.", HelpName = "N", DefaultValueFactory = _ => StudentQuality.DefaultPoses };
        var json = new Option<string?>("--json") { Description = "Also write all figures, including those of each pose, as one JSON object.", HelpName = "file" };
        var weights = new Option<string?>("--weights") { Description = "The folder of the five networks of tha4 or tha3; the user's folder of models if not given.", HelpName = "folder" };
        var device = new Option<string>("--device") { Description = "Where the five networks are computed.", DefaultValueFactory = _ => "auto" };
        device.AcceptOnlyFromAmong("auto", "cpu", "cuda", "mps");
        var command = new Command("quality", "Measure how close a student is to its teacher: PSNR and SSIM on poses that it was not trained on.")
        {
            character, teacher, poses, json, weights, device,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            int count = parsed.GetValue(poses) is > 0 and <= MostPoses and var wanted ? wanted : throw new BadInputException($"--poses must be from 1 to {MostPoses}.");
            CharacterModel student = CharacterArgument.Load(parsed.GetRequiredValue(character));
            TextWriter error = parsed.InvocationConfiguration.Error;
            QualityReport? report = null;
            await ProgressBar.RunAsync("Measuring", error, progress =>
            {
                using Teacher imitated = TeacherCatalog.Open(new TeacherRequest(
                    parsed.GetRequiredValue(teacher), student.SourceImage!, student.Name, parsed.GetValue(weights), parsed.GetRequiredValue(device), Environment.ProcessorCount, _ => { }));
                report = StudentQuality.Measure(student, imitated, imitated.Name, HeldOutPoses.Take(count), options: null, progress, cancellation);
            });
            Write(report!, parsed.InvocationConfiguration.Output);
            if (parsed.GetValue(json) is { } file)
            {
                AtomicFile.WriteText(file, report!.ToJson() + "\n");
            }

            return ExitCode.Ok;
        });
        return command;
    }

    private static void Write(QualityReport report, TextWriter output)
    {
        output.WriteLine(Invariant($"{report.Student} against its teacher, {report.Teacher}, on {report.Poses} held-out poses:"));
        output.WriteLine(Describe("frame", report.Frame!));
        output.WriteLine(Describe("face", report.Face));
    }

    private static string Describe(string what, QualitySummary quality) => Invariant(
        $"{what,-5}  PSNR {quality.MeanPsnrDb:F2} dB (worst {quality.MinPsnrDb:F2}), on screen {quality.MeanDisplayPsnrDb:F2} dB (worst {quality.MinDisplayPsnrDb:F2}), SSIM {quality.MeanSsim:F4} (worst {quality.MinSsim:F4})");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
