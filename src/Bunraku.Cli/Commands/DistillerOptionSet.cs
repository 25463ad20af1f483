using System.CommandLine;
using Bunraku.Cli.Shell;
using Bunraku.Core.Clusters;
using Bunraku.Core.Errors;
using Bunraku.Core.Teachers;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Training;

namespace Bunraku.Cli.Commands;

/// <summary>The options of the commands that open the teacher of a configuration.</summary>
internal sealed class DistillerOptionSet
{
    private readonly Argument<string?> _config = new("config") { Description = "The configuration; see docs/distiller.md.", HelpName = "config.yaml", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string?> _preset = new("--preset") { Description = "Preset (quick, standard, fine or full). Overrides the configuration's schedule, frames, sampling, batch sizes and other speed and quality settings.", HelpName = "name" };
    private readonly Option<string?> _teacher = new("--teacher") { Description = "The teacher: tha4, tha3-standard, tha3-separable, rig, or student:<path>. Overrides the configuration.", HelpName = "name" };
    private readonly Option<string> _device = new("--device") { Description = "Where libtorch computes: auto, cpu, cuda or mps.", HelpName = "name", DefaultValueFactory = _ => "auto" };
    private readonly Option<string> _precision = new("--precision") { Description = "Numbers that the five networks are computed with: auto, float32 or bfloat16.", HelpName = "name", DefaultValueFactory = _ => "auto" };
    private readonly Option<int?> _threads = new("--threads") { Description = "Threads to compute with; all of the computer's if not given." };
    private readonly Option<string?> _cache = new("--cache") { Description = "The folder for the teacher's frames, where the configuration limits them; one in the user's cache if not given.", HelpName = "folder" };
    private readonly Option<string> _distributed = ClusterJob.CreateOption();
    private readonly string _path;

    /// <param name="command">The command that gets the options.</param>
    /// <param name="path">How the command is called after <c>bunraku</c>.</param>
    /// <param name="more">Further options, which come after the teacher.</param>
    public DistillerOptionSet(Command command, string path, params Option[] more)
    {
        _path = path;
        _preset.AcceptOnlyFromAmong([.. TrainingPresets.All.Select(known => known.Name)]);
        _device.AcceptOnlyFromAmong("auto", "cpu", "cuda", "mps");
        _precision.AcceptOnlyFromAmong(TeacherPrecisions.Names);
        command.Arguments.Add(_config);
        foreach (Option option in (Option[])[_preset, _teacher, .. more, _device, _precision, _threads, _cache, _distributed])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Runs a command with the processes that work together.</summary>
    public Task<int> RunAsync(ParseResult parsed, Func<ICollective, Task<int>> command) => ClusterJob.RunAsync(parsed.GetRequiredValue(_distributed), parsed.InvocationConfiguration.Error, command);

    /// <summary>What the user gave.</summary>
    /// <exception cref="BadInputException">The configuration is missing, or a value is impossible.</exception>
    public DistillerOptions Of(ParseResult parsed, ICollective? cluster = null) =>
        new(parsed.GetValue(_config) ?? throw new BadInputException($"{_path} needs a configuration: bunraku {_path} config.yaml. What is in one: docs/distiller.md."))
        {
            Preset = parsed.GetValue(_preset) is { } name ? TrainingPresets.Find(name) : null,
            Teacher = parsed.GetValue(_teacher),
            Device = parsed.GetRequiredValue(_device),
            Precision = TeacherPrecisions.Parse(parsed.GetRequiredValue(_precision)),
            Threads = parsed.GetValue(_threads) is not (< 1 or > 1024) ? parsed.GetValue(_threads) : throw new BadInputException("--threads must be from 1 to 1024."),
            Cache = parsed.GetValue(_cache),
            Cluster = cluster ?? new SingleProcess(),
        };
}
