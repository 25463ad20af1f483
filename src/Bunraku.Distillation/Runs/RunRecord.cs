using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Json;
using Bunraku.Core.Teachers;
using Bunraku.Distillation.Configuration;
using Bunraku.Distillation.Poses;
using Bunraku.Distillation.Schedules;
using Bunraku.Distillation.Teachers;
using Bunraku.Siren;

namespace Bunraku.Distillation.Runs;

/// <summary>
/// <c>run.json</c>: what a run began with, and therefore continues with. Written once; a run with another picture, teacher or schedule is another run.
/// </summary>
/// <param name="Format">1.</param>
/// <param name="Id">A random name, which every saved state carries.</param>
/// <param name="Began">When, UTC.</param>
/// <param name="Inputs">What was used, by names that a user reads: checksums of files, identities of teacher and poses.</param>
/// <param name="Config">The fields of the configuration that must stay, as text.</param>
/// <param name="SelfTest">The version of the self-test that libtorch has to pass in every session of the run; null where the run began before there was one.</param>
/// <param name="Simd">The SIMD width that the SIMD engine computes the run with, because widths differ in rounding; null where libtorch trains, or the run began before it was recorded.</param>
internal sealed record RunRecord(
    int Format, string Id, DateTimeOffset Began, IReadOnlyDictionary<string, string> Inputs, IReadOnlyDictionary<string, string> Config, int? SelfTest = null, SimdWidth? Simd = null)
{
    private const int CurrentSelfTest = 1;
    private const int CurrentFormat = 1;
    private const int MaxBytes = 1 << 20;

    /// <summary>
    /// The fields that may change: places (what is there is compared), what only the machine is concerned with, and what is shown on the way.
    /// </summary>
    private static readonly HashSet<string> Harmless =
    [
        "prefix", "character_image_file_name", "face_mask_image_file_name", "num_cpu_workers", "teacher", "teacher_weights", "backend", "pose_sampler", "snapshot_interval",
        "face_morpher_num_training_examples_per_sample_output", "body_morpher_num_training_examples_per_sample_output",
    ];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NewLine = "\n", Converters = { new JsonStringEnumConverter<SimdWidth>() }, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };

    /// <summary>The record of a run that begins now.</summary>
    /// <param name="file">Its configuration.</param>
    /// <param name="teacher">The identity of the teacher.</param>
    /// <param name="poses">The identity of the source of the poses.</param>
    public static RunRecord Of(ConfigFile file, string teacher, string poses) => new(
        CurrentFormat,
        Guid.NewGuid().ToString("N"),
        DateTimeOffset.UtcNow,
        new Dictionary<string, string>
        {
            ["character picture"] = HashOf(file.CharacterImage),
            ["face mask"] = HashOf(file.FaceMask),
            ["teacher"] = teacher,
            ["poses"] = poses,
        },
        ConfigFields.All.Where(field => !Harmless.Contains(field.Name)).ToDictionary(field => field.Name, field => TextOf(field, file.Config)),
        CurrentSelfTest);

    /// <summary>The precision of the teacher that the run began with.</summary>
    [JsonIgnore]
    public TeacherPrecision Precision => CompleteSystem.PrecisionOf(Inputs.GetValueOrDefault("teacher", ""));

    /// <summary>The record in a folder, or null where no run began in it.</summary>
    /// <exception cref="BadInputException">It is there but cannot be read.</exception>
    public static RunRecord? Read(RunFolder run)
    {
        if (!File.Exists(run.Record))
        {
            return null;
        }

        RunRecord record = Parse(InputFile.ReadBytes(run.Record, Phrase.Of("the record of a run"), MaxBytes), run.Record);
        return record.Format == CurrentFormat
            ? record
            : throw new BadInputException($"{run.Record}: this run was made by another version of Bunraku. Use that version, or start over with --fresh.");
    }

    private static RunRecord Parse(byte[] json, string path)
    {
        try
        {
            return JsonInput.Deserialize<RunRecord>(json, "run.json", Json);
        }
        catch (BadInputException error)
        {
            throw new BadInputException($"{path}: the record of the run is damaged ({error.Phrase}). Restore it, or start over with --fresh.", error);
        }
    }

    /// <summary>Writes it, whole or not at all.</summary>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public void Write(RunFolder run) => AtomicFile.Write(run.Record, stream => JsonSerializer.Serialize(stream, this, Json));

    /// <summary>What differs between what a run began with and what it is asked to continue with, each by its name and both values.</summary>
    public IEnumerable<Phrase> ChangesTo(RunRecord asked) =>
        (from input in asked.Inputs
         where Inputs.GetValueOrDefault(input.Key) != input.Value
         select ChangeOf(input.Key, Short(Inputs.GetValueOrDefault(input.Key)), Short(input.Value))).Concat(
         from field in asked.Config
         let recorded = Config.GetValueOrDefault(field.Key) ?? DefaultOf(field.Key)
         where recorded != field.Value
         select Phrase.Of($"{field.Key} ({Short(recorded)} became {Short(field.Value)})"));

    /// <summary>Changes in one line.</summary>
    public static Phrase Listed(IEnumerable<Phrase> changes) => changes.Aggregate((list, change) => Phrase.Of($"{list}; {change}"));

    /// <summary>Why no run may continue from this one's states, or null: libtorch drew or trained for it before its arithmetic was checked.</summary>
    /// <param name="run">Its folder.</param>
    public Phrase? ProblemOfArithmetic(RunFolder run)
    {
        bool usedTorch = CompleteSystem.IsIdentity(Inputs.GetValueOrDefault("teacher", ""))
            || RunStatus.TryRead(run)?.Backend?.StartsWith("torch", StringComparison.Ordinal) == true;
        return SelfTest is null && usedTorch
            ? Phrase.Of($"{run.Path}: this run used libtorch before Bunraku checked its arithmetic. On some processors libtorch gave wrong pictures without an error, so the student may be spoilt. Start over with --fresh, which keeps the old run in {Path.GetFileName(run.Replaced)}.")
            : null;
    }

    /// <summary>Compares what a run began with and what it is asked to continue with.</summary>
    /// <exception cref="BadInputException">They differ; the message names all that changed.</exception>
    public void RequireSame(RunRecord asked, RunFolder run)
    {
        Phrase[] changes = [.. ChangesTo(asked)];
        if (changes.Length > 0)
        {
            throw new BadInputException(
                $"{run.Path}: this folder has a run with another configuration. Changed: {Listed(changes)}. Change it back, choose another prefix, or start over with --fresh, which moves the old run to {Path.GetFileName(run.Replaced)}.");
        }
    }

    /// <summary>The meaning of a field that was not there yet when a run began.</summary>
    private static string DefaultOf(string field) => TextOf(ConfigFields.Find(field), new DistillationConfig());

    private static string TextOf(ConfigField field, DistillationConfig config) => field.Name switch
    {
        "schedule" => ScheduleYaml.FormatFixed(config.Schedule),
        "frames" when config.Frames is not null => $"{field.TextOf(config)}, order {SpreadPoses.Version}",
        _ => field.TextOf(config),
    };

    private static Phrase ChangeOf(string input, Phrase before, Phrase now) => input switch
    {
        "character picture" => Phrase.Of($"the character picture ({before} became {now})"),
        "face mask" => Phrase.Of($"the face mask ({before} became {now})"),
        "teacher" => Phrase.Of($"the teacher ({before} became {now})"),
        _ => Phrase.Of($"the poses ({before} became {now})"),
    };

    private static Phrase Short(string? text)
    {
        const int Longest = 60;
        if (TrainingSchedule.Named.FirstOrDefault(schedule => ScheduleYaml.FormatFixed(schedule.Value) == text).Key is { } name)
        {
            return Phrase.Verbatim(name);
        }

        string? line = text?.ReplaceLineEndings(" ").Trim();
        return line is null ? Phrase.Of("nothing") : Phrase.Verbatim(line.Length <= Longest ? line : line[..Longest] + "...");
    }

    private static string HashOf(string path) => "SHA-256 " + Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
