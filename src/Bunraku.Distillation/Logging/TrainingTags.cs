using System.Collections.Immutable;

namespace Bunraku.Distillation.Logging;

/// <summary>The published names of what a training run logs.</summary>
public static class TrainingTags
{
    /// <summary>The learning rate of the optimizer.</summary>
    public const string LearningRate = "module_learning_rate";

    /// <summary>The sum of all loss terms.</summary>
    public const string Loss = "training_module_loss";

    /// <summary>Face: the loss over the whole face crop.</summary>
    public const string Full = "training_module_full_loss";

    /// <summary>Face: the loss inside the mask.</summary>
    public const string EyeMouth = "training_module_eye_mouth_loss";

    /// <summary>Body: the loss of the blended picture.</summary>
    public const string Blended = "training_module_full_blended_loss";

    /// <summary>Body: the loss of the warped picture.</summary>
    public const string Warped = "training_module_full_warped_loss";

    /// <summary>Body: the loss of the grid change.</summary>
    public const string GridChange = "training_module_full_grid_change_loss";

    /// <summary>Body: the loss of the colour change.</summary>
    public const string ColorChange = "training_module_full_color_change_loss";

    /// <summary>The tags of losses, the sum first.</summary>
    public static ImmutableArray<string> Losses { get; } = [Loss, Full, EyeMouth, Blended, Warped, GridChange, ColorChange];

    /// <summary>What a reader of a chart calls a loss: <c>full blended</c> for <c>training_module_full_blended_loss</c>, <c>sum</c> for the sum.</summary>
    public static string TitleOf(string lossTag) => lossTag == Loss ? "sum" : lossTag.Replace("training_module_", "", StringComparison.Ordinal).Replace("_loss", "", StringComparison.Ordinal).Replace('_', ' ');
}
