using System.Collections.Immutable;
using System.Globalization;
using Bunraku.Core.Errors;
using Bunraku.Distillation.Schedules;

namespace Bunraku.Distillation.Configuration;

/// <summary>The fields of a configuration file. Source of the first 13: the published program <c>pkhungurn/talking-head-anime-4-demo</c>.</summary>
public static class ConfigFields
{
    private static readonly int?[] SampleIntervals = [10_000, 100_000, 1_000_000, null];

    public static ConfigField Prefix { get; } = Path("prefix", c => c.Prefix, (c, v) => c with { Prefix = v }, ConfigFileChecks.RequireFolder);

    public static ConfigField CharacterImage { get; } =
        Path("character_image_file_name", c => c.CharacterImageFileName, (c, v) => c with { CharacterImageFileName = v }, ConfigFileChecks.RequirePicture);

    public static ConfigField FaceMaskImage { get; } =
        Path("face_mask_image_file_name", c => c.FaceMaskImageFileName, (c, v) => c with { FaceMaskImageFileName = v }, ConfigFileChecks.RequireMask);

    private static readonly ConfigField[] FaceFields = ForNetwork("face_morpher", c => c.Face, (c, v) => c with { Face = v });
    private static readonly ConfigField[] BodyFields = ForNetwork("body_morpher", c => c.Body, (c, v) => c with { Body = v });

    private static readonly ConfigField[] Machine =
    [
        Whole("num_cpu_workers", 1, int.MaxValue, c => c.NumCpuWorkers, (c, v) => c with { NumCpuWorkers = (int)v }),
        Whole("num_gpus", 1, int.MaxValue, c => c.NumGpus, (c, v) => c with { NumGpus = (int)v }),
    ];

    private static readonly ConfigField[] Own = OwnFields();

    /// <summary>All fields, in the order in which they are written: those of the published program, then ours.</summary>
    public static ImmutableArray<ConfigField> All { get; } = [Prefix, CharacterImage, FaceMaskImage, .. FaceFields, .. BodyFields, .. Machine, .. Own];

    /// <summary>The same fields in the order in which they are checked: seed 0, seed 1, batch size, then sample output.</summary>
    public static ImmutableArray<ConfigField> InCheckingOrder { get; } =
        [Prefix, CharacterImage, FaceMaskImage, .. Machine, .. Checked(FaceFields), .. Checked(BodyFields), .. Own];

    /// <summary>The field of a name.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public static ConfigField Find(string name) => All.FirstOrDefault(field => field.Name == name)
        ?? throw new BadInputException($"there is no field {ForeignText.Quote(name)}. {Suggestion(name)}");

    private static string Suggestion(string name) =>
        NearestNames.To(name, All.Select(field => field.Name)) is { Count: > 0 } near
            ? $"Did you mean {string.Join(" or ", near)}?"
            : $"The fields are {string.Join(", ", All.Select(field => field.Name))}.";

    private static ConfigField[] Checked(ConfigField[] network) => [network[0], network[1], network[3], network[2]];

    private static ConfigField[] ForNetwork(string network, Func<DistillationConfig, NetworkConfig> get, Func<DistillationConfig, NetworkConfig, DistillationConfig> with) =>
    [
        Whole($"{network}_random_seed_0", 0, ulong.MaxValue, c => get(c).Seed0, (c, v) => with(c, get(c) with { Seed0 = (ulong)v })),
        Whole($"{network}_random_seed_1", 0, ulong.MaxValue, c => get(c).Seed1, (c, v) => with(c, get(c) with { Seed1 = (ulong)v })),
        SampleInterval($"{network}_num_training_examples_per_sample_output", c => get(c).SampleInterval, (c, v) => with(c, get(c) with { SampleInterval = v })),
        Whole($"{network}_batch_size", 1, 8, c => get(c).BatchSize, (c, v) => with(c, get(c) with { BatchSize = (int)v })),
    ];

    private static ConfigField[] OwnFields() =>
    [
        new ConfigField<string>("teacher")
        {
            Parse = ConfigParsing.Teacher,
            Format = text => text,
            Get = c => c.Teacher,
            With = (c, v) => c with { Teacher = v },
            FormatYaml = YamlText.Quote,
        },
        new ConfigField<string?>("teacher_weights")
        {
            Parse = value => value is YamlScalar { IsNull: true } ? null : ConfigParsing.PathText(value),
            Format = text => text ?? "null",
            Get = c => c.TeacherWeights,
            With = (c, v) => c with { TeacherWeights = v },
            CheckFiles = (v, places) => ConfigFileChecks.RequireFolderIfGiven(v, places),
            FormatYaml = text => text is null ? "null" : YamlText.Quote(text),
        },
        Choice("backend", ["auto", "simd", "torch"], c => c.Backend, (c, v) => c with { Backend = v }),
        new ConfigField<TrainingSchedule>("schedule")
        {
            Parse = ScheduleYaml.Parse,
            Format = ScheduleYaml.Format,
            Get = c => c.Schedule,
            With = (c, v) => c with { Schedule = v },
            IsStructured = true,
        },
        Choice("initial_weights", ["published", "tuned"], c => c.InitialWeights, (c, v) => c with { InitialWeights = v }),
        Choice("optimizer", ["adam", "soap"], c => c.Optimizer, (c, v) => c with { Optimizer = v }),
        new ConfigField<TileProbabilities?>("sparsity")
        {
            Parse = ConfigParsing.Sparsity,
            Format = ConfigParsing.FormatSparsity,
            Get = c => c.Sparsity,
            With = (c, v) => c with { Sparsity = v },
            IsStructured = true,
        },
        new ConfigField<string>("pose_sampler")
        {
            Parse = ConfigParsing.PathText,
            Format = text => text,
            Get = c => c.PoseSampler,
            With = (c, v) => c with { PoseSampler = v },
            CheckFiles = ConfigFileChecks.RequirePoses,
            FormatYaml = YamlText.Quote,
        },
        Whole("snapshot_interval", 1, 10_000_000, c => c.SnapshotInterval, (c, v) => c with { SnapshotInterval = (int)v }),
        new ConfigField<int?>("checkpoint_interval")
        {
            Parse = value => value is YamlScalar { IsNull: true } ? null : (int)ConfigParsing.Whole(value, 1, 10_000_000, orNull: true),
            Format = FormatNullable,
            Get = c => c.CheckpointInterval,
            With = (c, v) => c with { CheckpointInterval = v },
        },
    ];

    private static ConfigField<string> Path(
        string name, Func<DistillationConfig, string> get, Func<DistillationConfig, string, DistillationConfig> with, Action<string, ConfigPlaces> check) =>
        new(name, isRequired: true) { Parse = ConfigParsing.PathText, Format = text => text, Get = get, With = with, CheckFiles = check, FormatYaml = YamlText.Quote };

    private static ConfigField<Int128> Whole(
        string name, Int128 minimum, Int128 maximum, Func<DistillationConfig, Int128> get, Func<DistillationConfig, Int128, DistillationConfig> with) =>
        new(name)
        {
            Parse = value => ConfigParsing.Whole(value, minimum, maximum),
            Format = value => value.ToString(CultureInfo.InvariantCulture),
            Get = get,
            With = with,
        };

    private static ConfigField<int?> SampleInterval(string name, Func<DistillationConfig, int?> get, Func<DistillationConfig, int?, DistillationConfig> with) =>
        new(name)
        {
            Parse = value => ConfigParsing.SampleInterval(value, SampleIntervals),
            Format = FormatNullable,
            Get = get,
            With = with,
        };

    private static ConfigField<string> Choice(string name, string[] choices, Func<DistillationConfig, string> get, Func<DistillationConfig, string, DistillationConfig> with) =>
        new(name) { Parse = value => ConfigParsing.Choice(value, choices), Format = text => text, Get = get, With = with };

    private static string FormatNullable(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "null";
}
