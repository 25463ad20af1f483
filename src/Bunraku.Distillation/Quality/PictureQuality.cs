namespace Bunraku.Distillation.Quality;

/// <summary>How close a student's picture is to the teacher's; see <see cref="PictureComparison"/> and docs/quality.md.</summary>
/// <param name="PsnrDb">PSNR of the values the networks work with, in decibels, at most 200.</param>
/// <param name="DisplayPsnrDb">PSNR of what a viewer sees, in decibels, at most 200.</param>
/// <param name="Ssim">SSIM of what a viewer sees, at most 1.</param>
public readonly record struct PictureQuality(double PsnrDb, double DisplayPsnrDb, double Ssim);
