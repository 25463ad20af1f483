using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Teachers;
using Bunraku.Siren.Training;
using Spectre.Console;

namespace Bunraku.Benchmarks;

/// <summary>
/// The command line: <c>bunraku bench &lt;character&gt; [--threads N] [--simd W] [--seconds S] [--json file]</c>, and with <c>--teacher</c>,
/// <c>--training</c> or <c>--distill</c> instead of the character or in addition to it.
/// </summary>
internal static class BenchCommand
{
    private static readonly Argument<string?> Character = new("character")
    {
        Description = "The character: its folder, its YAML file or its bundle. Not needed with --teacher, --training and --distill.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> Teacher = new("--teacher") { Description = "Measure the five large networks on libtorch instead: frames, and their convolutions alone." };

    private static readonly Option<bool> Training = new("--training") { Description = "Measure training steps instead: the engine's and libtorch's." };

    private static readonly Option<string> Family = new("--family") { Description = "With --teacher: whose networks, tha4, tha3-standard or tha3-separable.", DefaultValueFactory = _ => TeacherFamily.Tha4.Name };

    private static readonly Option<bool> BFloat16 = new("--bfloat16") { Description = "With --teacher: also draw the frames in bfloat16, in the same rounds. The processor must compute it." };

    private static readonly Option<bool> Distill = new("--distill") { Description = "Measure a distillation from the five large networks instead: frames of the teacher, steps of the student, and the expected time of the presets quick, standard and fine." };

    private static readonly Option<int> Posers = new("--posers")
    {
        Description = "Measure so many posers that draw at once in one process instead, such as pages of Studio.",
        CustomParser = result => ParseNumber<int>(result, 1, 64),
        HelpName = "n",
    };

    private static readonly Option<double> Inside = ProbabilityOption("--inside", "the character's support", TileSampling.UsualInside);

    private static readonly Option<double> Outside = ProbabilityOption("--outside", "what no pose reaches", TileSampling.UsualOutside);

    private static readonly Option<int> Threads = new("--threads")
    {
        Description = "Threads of every contestant; all of this machine's unless given.",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        CustomParser = result => ParseNumber<int>(result, 1, 1024),
        HelpName = "n",
    };

    private static readonly Option<string?> Simd = new("--simd")
    {
        Description = "The engine's SIMD width; the widest of this machine unless given.",
    };

    private static readonly Option<double> Seconds = new("--seconds")
    {
        Description = "How long the contestants take turns; longer is steadier.",
        DefaultValueFactory = _ => 20,
        CustomParser = result => ParseNumber<double>(result, 0, 3600),
        HelpName = "s",
    };

    private static readonly Option<string?> Json = new("--json") { Description = "Also write the figures to a JSON file.", HelpName = "file" };

    /// <summary>Runs the command and returns its exit code; says what is wrong to <paramref name="errors"/>.</summary>
    public static int Run(string[] args, TextWriter errors)
    {
        ParseResult parsed = Define().Parse(args);
        if (parsed.Errors.Count > 0)
        {
            return Fail($"{parsed.Errors[0].Message}{Environment.NewLine}Help: bunraku bench --help", errors, ExitCode.BadInput);
        }

        try
        {
            return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (BadInputException error)
        {
            return Fail(error.Message, errors, ExitCode.BadInput);
        }
        catch (Exception error)
        {
            return Fail($"unexpected failure: {error.Message}", errors, ExitCode.Failed);
        }
    }

    private static RootCommand Define()
    {
        Simd.AcceptOnlyFromAmong(SimdNames.All);
        Family.AcceptOnlyFromAmong([.. TeacherFamily.All.Select(family => family.Name)]);
        var command = new RootCommand(
            "Measures a character's frames in one run and on the same threads: ours, ours within the support mask, both in floating and in fixed point, ONNX Runtime's on the exported model, and the machine's multiply-add peak.")
        {
            Character, Teacher, Family, BFloat16, Training, Distill, Posers, Threads, Simd, Seconds, Inside, Outside, Json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Character) is null && Whole(result) == 0)
            {
                result.AddError("Required argument missing: name a character, --teacher, --training or --distill.");
            }

            if (Whole(result) > 1)
            {
                result.AddError("--teacher, --training and --distill are measured one at a time.");
            }
        });
        command.SetAction(Measure);
        return command;
    }

    /// <summary>How many of the measurements that need no character are asked for.</summary>
    private static int Whole(CommandResult result) => ((Option<bool>[])[Teacher, Training, Distill]).Count(option => result.GetValue(option));

    private static Option<double> ProbabilityOption(string name, string where, double usual) => new(name)
    {
        Description = $"With --training: the probability with which the sampling engine computes a block of {where}.",
        DefaultValueFactory = _ => usual,
        CustomParser = result => ParseNumber<double>(result, double.Epsilon, 1),
        HelpName = "p",
    };

    private static T ParseNumber<T>(ArgumentResult result, T least, T most)
        where T : struct, INumber<T>
    {
        if (!T.TryParse(result.Tokens.Single().Value, CultureInfo.InvariantCulture, out T number) || !(number >= least && number <= most))
        {
            result.AddError($"{((OptionResult)result.Parent!).Option.Name} must be a number from {least} to {most}, but is \"{result.Tokens.Single().Value}\".");
        }

        return number;
    }

    private static int Measure(ParseResult parsed)
    {
        var settings = new BenchSettings(
            parsed.GetValue(Character) ?? "",
            parsed.GetValue(Threads),
            parsed.GetValue(Simd) is { } simd ? SimdNames.Parse(simd) : null,
            TimeSpan.FromSeconds(parsed.GetValue(Seconds)));
        byte[] json = parsed switch
        {
            _ when parsed.GetValue(Teacher) => MeasureTeacher(TeacherFamily.Find(parsed.GetRequiredValue(Family)), parsed.GetValue(BFloat16), settings),
            _ when parsed.GetValue(Distill) => MeasureDistillation(settings),
            _ when parsed.GetValue(Training) => MeasureTraining(settings, (parsed.GetValue(Inside), parsed.GetValue(Outside))),
            _ when parsed.GetValue(Posers) is > 0 and var posers => MeasurePosers(settings, posers),
            _ => MeasureFrames(settings),
        };
        if (parsed.GetValue(Json) is { } path)
        {
            AtomicFile.Write(path, stream => stream.Write(json));
        }

        return ExitCode.Ok;
    }

    private static byte[] MeasureFrames(BenchSettings settings)
    {
        using var benchmark = new Benchmark(Load(settings), settings);
        BenchReport report = benchmark.Run(Tell);
        ReportTable.Write(AnsiConsole.Console, report);
        return report.ToJson();
    }

    private static byte[] MeasurePosers(BenchSettings settings, int posers)
    {
        PosersReport report = PosersBenchmark.Run(Load(settings), posers, settings);
        AnsiConsole.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Posers} posers with {report.Threads} threads: {report.FramesPerSecond:0.0} frames/s together, slowest poser {report.SlowestPoser:0.0} frames/s, p95 {report.P95Ms:0} ms a frame"));
        return ReportJson.Of(report);
    }

    private static byte[] MeasureTeacher(TeacherFamily family, bool isReducedToo, BenchSettings settings)
    {
        TeacherReport report = TeacherBenchmark.Run(family, isReducedToo, settings.Threads, settings.Duration, Tell);
        TeacherTable.Write(AnsiConsole.Console, report);
        return ReportJson.Of(report);
    }

    private static byte[] MeasureDistillation(BenchSettings settings)
    {
        DistillReport report = DistillBenchmark.Run(settings.Threads, Tell);
        DistillTable.Write(AnsiConsole.Console, report);
        return ReportJson.Of(report);
    }

    private static byte[] MeasureTraining(BenchSettings settings, (double Inside, double Outside) sampling)
    {
        CharacterModel? character = settings.CharacterPath.Length == 0 ? null : Load(settings);
        TrainingReport report = TrainingBenchmark.Run(character, settings.Threads, settings.Simd, sampling, settings.Duration, Tell);
        TrainingTable.Write(AnsiConsole.Console, report);
        return ReportJson.Of(report);
    }

    private static CharacterModel Load(BenchSettings settings) =>
        CharacterModel.Load(settings.CharacterPath, new CharacterLoadOptions { AllowFilesOutsideFolder = true });

    private static void Tell(string step) => AnsiConsole.MarkupLineInterpolated($"[grey]{step} ...[/]");

    private static int Fail(string message, TextWriter errors, int exitCode)
    {
        errors.WriteLine($"bunraku: {message}");
        return exitCode;
    }
}
