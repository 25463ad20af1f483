using System.Collections.Immutable;
using Bunraku.Core.Errors;
using Bunraku.Distillation.Configuration;

namespace Bunraku.Studio.Features.Distiller.Settings;

/// <summary>How a page edits one field of a configuration.</summary>
/// <param name="Name">The key in the file.</param>
/// <param name="Kind">How it is edited.</param>
public sealed record FieldText(string Name, FieldKind Kind)
{
    /// <summary>All fields, in the order of the page.</summary>
    public static ImmutableArray<FieldText> All { get; } =
    [
        new("prefix", FieldKind.Folder),
        new("character_image_file_name", FieldKind.Picture),
        new("face_mask_image_file_name", FieldKind.Mask),
        new("teacher", FieldKind.Teacher),
        new("teacher_weights", FieldKind.OptionalFolder),
        new("schedule", FieldKind.Schedule),
        new("sparsity", FieldKind.Sparsity),
        new("frames", FieldKind.Text),
        new("backend", FieldKind.Backend),
        new("initial_weights", FieldKind.InitialWeights),
        new("optimizer", FieldKind.Optimizer),
        new("pose_sampler", FieldKind.Text),
        new("face_morpher_random_seed_0", FieldKind.Seed),
        new("face_morpher_random_seed_1", FieldKind.Seed),
        new("face_morpher_batch_size", FieldKind.Number),
        new("face_morpher_num_training_examples_per_sample_output", FieldKind.SampleInterval),
        new("body_morpher_random_seed_0", FieldKind.Seed),
        new("body_morpher_random_seed_1", FieldKind.Seed),
        new("body_morpher_batch_size", FieldKind.Number),
        new("body_morpher_num_training_examples_per_sample_output", FieldKind.SampleInterval),
        new("snapshot_interval", FieldKind.Number),
        new("checkpoint_interval", FieldKind.Number),
        new("num_cpu_workers", FieldKind.Number),
        new("num_gpus", FieldKind.Number),
    ];

    /// <summary>Its name in the page.</summary>
    public Phrase Title { get; } = ConfigFields.Find(Name).Title;

    /// <summary>What it does, and what to choose.</summary>
    public Phrase Help { get; } = ConfigFields.Find(Name).Help;

    /// <summary>The text of a field.</summary>
    public static FieldText Of(string name) => All.First(text => text.Name == name);
}
