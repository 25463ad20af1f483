using System.Collections.Immutable;
using Bunraku.Core.Errors;
using Bunraku.Distillation.Schedules;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Configuration;

/// <summary>The presets that a user chooses from, in the command line and in the distiller's page.</summary>
public static class TrainingPresets
{
    /// <summary>The fields that every preset sets. Places, pictures, teacher, seeds and what is kept on the way are the user's.</summary>
    public static ImmutableArray<ConfigField> Fields { get; } =
    [
        ConfigFields.Find("schedule"),
        ConfigFields.Find("initial_weights"),
        ConfigFields.Find("optimizer"),
        ConfigFields.Find("frames"),
        ConfigFields.Find("sparsity"),
        ConfigFields.Find("face_morpher_batch_size"),
        ConfigFields.Find("body_morpher_batch_size"),
    ];

    /// <summary>Enough to see whether picture and mask are right: with <c>tha4</c> on two cores within 40 minutes.</summary>
    public static TrainingPreset Quick { get; } = new("quick", ForProcessor(TrainingSchedule.Quick, new FrameLimits(Face: 400, Body: 160)));

    /// <summary>A good character for daily use: with <c>tha4</c> on two cores within an evening of 5 hours.</summary>
    public static TrainingPreset Standard { get; } = new("standard", ForProcessor(TrainingSchedule.Standard, new FrameLimits(Face: 2500, Body: 1200)));

    /// <summary>A character of a night.</summary>
    public static TrainingPreset Fine { get; } = new("fine", ForProcessor(TrainingSchedule.Fine, new FrameLimits(Face: 5000, Body: 2500)));

    /// <summary>Everything as published.</summary>
    public static TrainingPreset Full { get; } = new("full", new DistillationConfig());

    /// <summary>All presets, the shortest first.</summary>
    public static ImmutableArray<TrainingPreset> All { get; } = [Quick, Standard, Fine, Full];

    /// <summary>The preset of a name.</summary>
    /// <exception cref="BadInputException">There is none.</exception>
    public static TrainingPreset Find(string name) => All.FirstOrDefault(preset => preset.Name == name)
        ?? throw new BadInputException($"There is no preset {ForeignText.Quote(name)}. The presets are {string.Join(", ", All.Select(preset => preset.Name))}.");

    /// <summary>What makes the most of a processor: frames that are shown again and again, few pixels of each at a time, drawn at random, and an optimizer that makes the most of each step.</summary>
    private static DistillationConfig ForProcessor(TrainingSchedule schedule, FrameLimits frames)
    {
        var published = new DistillationConfig();
        return published with
        {
            Schedule = schedule,
            InitialWeights = "tuned",
            Optimizer = "soap",
            Frames = frames,
            Sparsity = new TileProbabilities(TileSampling.UsualInside, TileSampling.UsualOutside, FaceSampling.Usual.Mask, FaceSampling.Usual.Rest),
        };
    }
}
