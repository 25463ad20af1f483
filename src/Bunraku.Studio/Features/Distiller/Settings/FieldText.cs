using System.Collections.Immutable;

namespace Bunraku.Studio.Features.Distiller.Settings;

/// <summary>What a user reads of one field of a configuration.</summary>
/// <param name="Name">The key in the file.</param>
/// <param name="Title">Its name in the page.</param>
/// <param name="Kind">How it is edited.</param>
/// <param name="Help">What it means, and what to choose.</param>
public sealed record FieldText(string Name, string Title, FieldKind Kind, string Help)
{
    private const string SeedHelp = "Any whole number from 0 to 18446744073709551615 will do; the same numbers make a run repeatable.";

    private const string BatchHelp =
        "How many examples the network sees before its weights are adjusted, 1 to 8. On a graphics card 8 makes good use of it. On a processor the time goes with the examples: 2 adjusts four times as often.";

    private const string SamplesHelp = "How often a picture is made that compares teacher and student on fixed poses, so that progress and trouble can be seen.";

    /// <summary>All fields, in the order of the page.</summary>
    public static ImmutableArray<FieldText> All { get; } =
    [
        new("prefix", "Project folder", FieldKind.Folder,
            "Everything that the training produces goes there: the configuration, intermediate states, sample pictures and, in character_model, the finished character. One folder a character."),
        new("character_image_file_name", "Character picture", FieldKind.Picture,
            "A PNG of 512 x 512 with transparency: one human-like character, upright, facing the viewer, hands low and away from the head, which fits the box of 128 x 128 in the middle of the top half. Eyes, brows, mouth and the whole jaw line must lie inside the face crop."),
        new("face_mask_image_file_name", "Face mask", FieldKind.Mask,
            "White is what moves in the face: there the error counts twenty times more. Paint each eye with its brow, and the mouth with the jaw line; let the eyes reach well above the brows, because brows rise."),
        new("teacher", "Teacher", FieldKind.Teacher,
            "Who is imitated. The full system (tha4) poses any picture, and needs its five networks and libtorch. An existing character (student:folder) is copied: to try the distiller, or to make a copy that learned longer. The rig is Bunraku's own drawn character."),
        new("teacher_weights", "Networks of the full system", FieldKind.OptionalFolder,
            "The folder of the five .pt files; left empty, where \"bunraku models\" keeps them."),
        new("schedule", "Length of the training", FieldKind.Schedule,
            "Quick shows in a short time whether picture and mask are right. Standard makes a character for every day. Published is the full schedule of the original: 1,000,000 faces and 1,500,000 bodies."),
        new("sparsity", "Sampling of the picture", FieldKind.Sparsity,
            "Off computes every pixel of every example, as the original. Otherwise parts of it are drawn at random, blocks of the body (inside and outside of what any pose can reach) and pixels of the face (face_mask and face_rest), and weighted so that the result is the same on average: many more examples in the same time. The SIMD engine only."),
        new("backend", "Engine", FieldKind.Backend,
            "Auto is Bunraku's own SIMD engine, which is the faster on a processor. Libtorch uses a graphics card where it finds one; it has to be installed for that, see Training."),
        new("initial_weights", "Beginning", FieldKind.InitialWeights,
            "What untrained networks are like. As published; or tuned, with more room for where a pixel lies in the face and a body that keeps still, which spares a short training its first thousands of examples."),
        new("optimizer", "Optimizer", FieldKind.Optimizer,
            "How weights are adjusted. Adam, as published. SOAP gets further with each example, and takes more time and room for a step; the SIMD engine only."),
        new("pose_sampler", "Poses", FieldKind.Text,
            "Auto takes data/pose_dataset.pt, the poses of the original, where that file is, and else Bunraku's own sampler, which needs no download. Or the path of a pose data set; or own."),
        new("face_morpher_random_seed_0", "Face: seed of the training", FieldKind.Seed, $"Initial weights and the order of the poses. {SeedHelp}"),
        new("face_morpher_random_seed_1", "Face: seed of the sample poses", FieldKind.Seed, $"Which poses the sample pictures show. {SeedHelp}"),
        new("face_morpher_batch_size", "Face: batch size", FieldKind.Number, BatchHelp),
        new("face_morpher_num_training_examples_per_sample_output", "Face: sample pictures every", FieldKind.SampleInterval, SamplesHelp),
        new("body_morpher_random_seed_0", "Body: seed of the training", FieldKind.Seed, $"Initial weights and the order of the poses. {SeedHelp}"),
        new("body_morpher_random_seed_1", "Body: seed of the sample poses", FieldKind.Seed, $"Which poses the sample pictures show. {SeedHelp}"),
        new("body_morpher_batch_size", "Body: batch size", FieldKind.Number, BatchHelp),
        new("body_morpher_num_training_examples_per_sample_output", "Body: sample pictures every", FieldKind.SampleInterval, SamplesHelp),
        new("snapshot_interval", "Snapshot every", FieldKind.Number,
            "After how many examples the state is saved. Whatever happens, at most the work since the last snapshot is lost; stopping saves at once."),
        new("checkpoint_interval", "Checkpoint every", FieldKind.Number,
            "After how many examples a state is kept for good, its quality measured, and the character in character_model renewed. Empty: every 100,000, or a tenth of a shorter training."),
        new("num_cpu_workers", "CPU workers", FieldKind.Number, "Helper processes of the original that prepare the poses. Bunraku needs none; the field is kept for its files."),
        new("num_gpus", "GPUs", FieldKind.Number, "How many graphics cards the original trains on. Bunraku uses one; a batch must hold at least as many examples as this number."),
    ];

    /// <summary>The text of a field.</summary>
    public static FieldText Of(string name) => All.First(text => text.Name == name);
}
