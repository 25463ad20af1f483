namespace Bunraku.Distillation.Quality;

/// <summary>The quality of a student over many poses.</summary>
/// <param name="MeanPsnrDb">The mean of the poses' PSNR in decibels.</param>
/// <param name="MinPsnrDb">The worst pose's.</param>
/// <param name="MeanDisplayPsnrDb">The mean of the poses' PSNR of what a viewer sees, in decibels.</param>
/// <param name="MinDisplayPsnrDb">The worst pose's.</param>
/// <param name="MeanSsim">The mean of the poses' SSIM.</param>
/// <param name="MinSsim">The worst pose's.</param>
/// <param name="PerPose">Each pose's, in the order of the poses.</param>
public sealed record QualitySummary(
    double MeanPsnrDb,
    double MinPsnrDb,
    double MeanDisplayPsnrDb,
    double MinDisplayPsnrDb,
    double MeanSsim,
    double MinSsim,
    IReadOnlyList<PictureQuality> PerPose)
{
    /// <summary>Summarizes at least one pose.</summary>
    public static QualitySummary Of(IReadOnlyList<PictureQuality> poses) => new(
        poses.Average(pose => pose.PsnrDb),
        poses.Min(pose => pose.PsnrDb),
        poses.Average(pose => pose.DisplayPsnrDb),
        poses.Min(pose => pose.DisplayPsnrDb),
        poses.Average(pose => pose.Ssim),
        poses.Min(pose => pose.Ssim),
        poses);
}
