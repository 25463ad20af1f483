using System.Collections.Immutable;
using System.Globalization;
using Bunraku.Core.Clusters;
using Bunraku.Core.Errors;
using Bunraku.Distillation.Schedules;
using Bunraku.Distillation.Yaml;

namespace Bunraku.Distillation.Configuration;

/// <summary>The fields of a configuration file. Source of the first 13: the published program <c>pkhungurn/talking-head-anime-4-demo</c>.</summary>
public static class ConfigFields
{
    private static readonly int?[] SampleIntervals = [10_000, 100_000, 1_000_000, null];

    /// <summary>The folder of the run.</summary>
    public static ConfigField Prefix { get; } = Path(
        "prefix",
        Phrase.Of("Project folder"),
        Phrase.Of("The folder for everything that the training produces: configuration, states, sample pictures and, in character_model, the finished character. Use one folder for each character."),
        c => c.Prefix,
        (c, v) => c with { Prefix = v },
        ConfigFileChecks.RequireFolder);

    /// <summary>The picture of the character.</summary>
    public static ConfigField CharacterImage { get; } = Path(
        "character_image_file_name",
        Phrase.Of("Character picture"),
        Phrase.Of("A PNG of 512 x 512 with transparency. One human-like character, upright, facing the viewer, hands low and away from the head. The head fits the box of 128 x 128 in the middle of the top half. Eyes, brows, mouth and the whole jaw line lie inside the face crop."),
        c => c.CharacterImageFileName,
        (c, v) => c with { CharacterImageFileName = v },
        ConfigFileChecks.RequirePicture);

    /// <summary>The face mask.</summary>
    public static ConfigField FaceMaskImage { get; } = Path(
        "face_mask_image_file_name",
        Phrase.Of("Face mask"),
        Phrase.Of("White marks what moves in the face: errors count twenty times more there. Paint each eye with its brow, and the mouth with the jaw line. Let the eyes reach well above the brows, because brows rise."),
        c => c.FaceMaskImageFileName,
        (c, v) => c with { FaceMaskImageFileName = v },
        ConfigFileChecks.RequireMask);

    private static readonly ConfigField[] FaceFields = ForNetwork("face_morpher", Phrase.Of("Face"), c => c.Face, (c, v) => c with { Face = v });
    private static readonly ConfigField[] BodyFields = ForNetwork("body_morpher", Phrase.Of("Body"), c => c.Body, (c, v) => c with { Body = v });

    private static readonly ConfigField[] Machine =
    [
        Whole("num_cpu_workers", Phrase.Of("CPU workers"), Phrase.Of("Helper processes of the original program, which prepare the poses. Bunraku needs none; the field is kept for the original's files."),
            1, int.MaxValue, c => c.NumCpuWorkers, (c, v) => c with { NumCpuWorkers = (int)v }),
        Whole("num_gpus", Phrase.Of("GPUs"), Phrase.Of("How many graphics cards the original program trains on. Bunraku uses one. A batch must hold at least this many examples."),
            1, int.MaxValue, c => c.NumGpus, (c, v) => c with { NumGpus = (int)v }),
    ];

    private static readonly ConfigField[] Own =
    [
        TeacherField(),
        TeacherWeights(),
        Choice("backend", Phrase.Of("Engine"), Phrase.Of("Auto is Bunraku's own SIMD engine, the faster one on a processor. Torch uses a graphics card through libtorch, which must be installed; see Training."),
            ["auto", "simd", "torch"], c => c.Backend, (c, v) => c with { Backend = v }),
        Schedule(),
        Choice("initial_weights", Phrase.Of("Initial weights"), Phrase.Of("The weights of an untrained network: as published, or tuned. Tuned gives the face more room for positions and a body that keeps still. It spares a short training its first thousands of examples."),
            ["published", "tuned"], c => c.InitialWeights, (c, v) => c with { InitialWeights = v }),
        Choice("optimizer", Phrase.Of("Optimizer"), Phrase.Of("How weights are adjusted. Adam is the published one. SOAP learns more from each example, but takes more time and memory for a step. SIMD engine only."),
            ["adam", "soap"], c => c.Optimizer, (c, v) => c with { Optimizer = v }),
        Frames(),
        SparsityField(),
        PoseSampler(),
        Whole("snapshot_interval", Phrase.Of("Snapshot every"), Phrase.Of("After how many examples the state is saved. Whatever happens, at most the work since the last snapshot is lost. Stopping saves at once."),
            1, 10_000_000, c => c.SnapshotInterval, (c, v) => c with { SnapshotInterval = (int)v }),
        CheckpointInterval(),
    ];

    /// <summary>All fields, in the order in which they are written: those of the published program, then ours.</summary>
    public static ImmutableArray<ConfigField> All { get; } = [Prefix, CharacterImage, FaceMaskImage, .. FaceFields, .. BodyFields, .. Machine, .. Own];

    /// <summary>The same fields in the order in which they are checked: seed 0, seed 1, batch size, then sample output.</summary>
    public static ImmutableArray<ConfigField> InCheckingOrder { get; } =
        [Prefix, CharacterImage, FaceMaskImage, .. Machine, .. Checked(FaceFields), .. Checked(BodyFields), .. Own];

    /// <summary>The field of a name.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public static ConfigField Find(string name) => All.FirstOrDefault(field => field.Name == name)
        ?? throw new BadInputException($"there is no field {ForeignText.Quote(name)}. {Suggestion(name)}");

    private static Phrase Suggestion(string name) =>
        NearestNames.To(name, All.Select(field => field.Name)) is { Count: > 0 } near
            ? Phrase.Of($"Did you mean {NearestNames.Or(near)}?")
            : Phrase.Of($"The fields are {string.Join(", ", All.Select(field => field.Name))}.");

    private static ConfigField[] Checked(ConfigField[] network) => [network[0], network[1], network[3], network[2]];

    private static ConfigField[] ForNetwork(
        string network, Phrase title, Func<DistillationConfig, NetworkConfig> get, Func<DistillationConfig, NetworkConfig, DistillationConfig> with) =>
    [
        Whole($"{network}_random_seed_0", Phrase.Of($"{title}: seed of the training"), Phrase.Of("Initial weights and the order of the poses depend on it. Any whole number from 0 to 18446744073709551615. The same numbers make a run repeatable."),
            0, ulong.MaxValue, c => get(c).Seed0, (c, v) => with(c, get(c) with { Seed0 = (ulong)v })),
        Whole($"{network}_random_seed_1", Phrase.Of($"{title}: seed of the sample poses"), Phrase.Of("Decides which poses the sample pictures show. Any whole number from 0 to 18446744073709551615. The same numbers make a run repeatable."),
            0, ulong.MaxValue, c => get(c).Seed1, (c, v) => with(c, get(c) with { Seed1 = (ulong)v })),
        new ConfigField<int?>(
            $"{network}_num_training_examples_per_sample_output",
            Phrase.Of($"{title}: sample pictures every"),
            Phrase.Of("How often a picture compares teacher and student in fixed poses, so that you see progress and trouble."))
        {
            Parse = value => ConfigParsing.SampleInterval(value, SampleIntervals),
            Format = FormatNullable,
            Get = c => get(c).SampleInterval,
            With = (c, v) => with(c, get(c) with { SampleInterval = v }),
        },
        Whole($"{network}_batch_size", Phrase.Of($"{title}: batch size"),
            Phrase.Of("How many examples the network sees before its weights are adjusted, 1 to 256. A graphics card makes good use of 8. On a processor the time depends on the examples: 2 adjusts four times as often. More than 8 are for a cluster."),
            1, BatchPart.MaximumBatch, c => get(c).BatchSize, (c, v) => with(c, get(c) with { BatchSize = (int)v })),
    ];

    private static ConfigField<string> TeacherField() => new(
        "teacher",
        Phrase.Of("Teacher"),
        Phrase.Of("The character that is imitated. tha4, tha3-standard and tha3-separable pose any picture. They need their five networks, the first two libtorch too, and differ in licence, speed and look. student:folder copies an existing character, to try the distiller or to train longer. rig is Bunraku's own drawn character."))
    {
        Parse = ConfigParsing.Teacher,
        Format = text => text,
        Get = c => c.Teacher,
        With = (c, v) => c with { Teacher = v },
        FormatYaml = YamlText.Quote,
    };

    private static ConfigField<string?> TeacherWeights() => new("teacher_weights", Phrase.Of("Weights of the teacher"), Phrase.Of("The folder of the five .pt files of tha4 or tha3. Empty: the folder that \"bunraku models\" uses."))
    {
        Parse = value => value is YamlScalar { IsNull: true } ? null : ConfigParsing.PathText(value),
        Format = text => text ?? "null",
        Get = c => c.TeacherWeights,
        With = (c, v) => c with { TeacherWeights = v },
        CheckFiles = ConfigFileChecks.RequireFolderIfGiven,
        FormatYaml = text => text is null ? "null" : YamlText.Quote(text),
    };

    private static ConfigField<TrainingSchedule> Schedule() => Structured(
        "schedule",
        Phrase.Of("Length of the training"),
        Phrase.Of("Quick soon shows whether picture and mask are right. Standard makes a character for everyday use. Published is the full schedule of the original: 1,000,000 faces and 1,500,000 bodies."),
        ScheduleYaml.Parse, ScheduleYaml.Format, c => c.Schedule, (c, v) => c with { Schedule = v });

    private static ConfigField<FrameLimits?> Frames() => Structured(
        "frames",
        Phrase.Of("Frames of the teacher"),
        Phrase.Of("How many different poses the teacher renders for face and body. Each frame is kept on disk and shown again and again with other pixels, so a slow teacher costs far less time. Unlimited renders a new frame for every example, like the original."),
        ConfigParsing.Frames, ConfigParsing.FormatFrames, c => c.Frames, (c, v) => c with { Frames = v });

    private static ConfigField<TileProbabilities?> SparsityField() => Structured(
        "sparsity",
        Phrase.Of("Sampling of the picture"),
        Phrase.Of("Off computes every pixel of every example, like the original. Otherwise a random part is computed: blocks of the body (inside and outside of what any pose can reach) and pixels of the face (face_mask, face_rest). Weights keep the average result the same. Many more examples fit into the same time. SIMD engine only."),
        ConfigParsing.Sparsity, ConfigParsing.FormatSparsity, c => c.Sparsity, (c, v) => c with { Sparsity = v });

    private static ConfigField<string> PoseSampler() => new(
        "pose_sampler",
        Phrase.Of("Poses"),
        Phrase.Of("Auto uses data/pose_dataset.pt, the poses of the original, if that file exists; otherwise Bunraku's own sampler, which needs no download. Own always uses the sampler. You can also name the path of a pose data set."))
    {
        Parse = ConfigParsing.PathText,
        Format = text => text,
        Get = c => c.PoseSampler,
        With = (c, v) => c with { PoseSampler = v },
        CheckFiles = ConfigFileChecks.RequirePoses,
        FormatYaml = YamlText.Quote,
    };

    private static ConfigField<int?> CheckpointInterval() => new(
        "checkpoint_interval",
        Phrase.Of("Checkpoint every"),
        Phrase.Of("After how many examples a state is kept for good, its quality measured, and the character in character_model renewed. Empty: every 100,000, or a tenth of a shorter training."))
    {
        Parse = value => value is YamlScalar { IsNull: true } ? null : (int)ConfigParsing.Whole(value, 1, 10_000_000, orNull: true),
        Format = FormatNullable,
        Get = c => c.CheckpointInterval,
        With = (c, v) => c with { CheckpointInterval = v },
    };

    private static ConfigField<T> Structured<T>(
        string name, Phrase title, Phrase help, Func<YamlValue, T> parse, Func<T, string> format, Func<DistillationConfig, T> get, Func<DistillationConfig, T, DistillationConfig> with) =>
        new(name, title, help) { Parse = parse, Format = format, Get = get, With = with, IsStructured = true };

    private static ConfigField<string> Path(
        string name, Phrase title, Phrase help, Func<DistillationConfig, string> get, Func<DistillationConfig, string, DistillationConfig> with, Action<string, ConfigPlaces> check) =>
        new(name, title, help, isRequired: true) { Parse = ConfigParsing.PathText, Format = text => text, Get = get, With = with, CheckFiles = check, FormatYaml = YamlText.Quote };

    private static ConfigField<Int128> Whole(
        string name, Phrase title, Phrase help, Int128 minimum, Int128 maximum, Func<DistillationConfig, Int128> get, Func<DistillationConfig, Int128, DistillationConfig> with) =>
        new(name, title, help)
        {
            Parse = value => ConfigParsing.Whole(value, minimum, maximum),
            Format = value => value.ToString(CultureInfo.InvariantCulture),
            Get = get,
            With = with,
        };

    private static ConfigField<string> Choice(
        string name, Phrase title, Phrase help, string[] choices, Func<DistillationConfig, string> get, Func<DistillationConfig, string, DistillationConfig> with) =>
        new(name, title, help) { Parse = value => ConfigParsing.Choice(value, choices), Format = text => text, Get = get, With = with };

    private static string FormatNullable(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "null";
}
