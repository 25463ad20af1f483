using System.Text;
using System.Text.Json;
using Bunraku.Core.Errors;
using Bunraku.Core.Json;

namespace Bunraku.Distillation.Quality;

/// <summary>The quality at one point of a training; a line of <see cref="QualityLog"/>, in JSON with the members in camel case.</summary>
/// <param name="Network"><c>face_morpher</c> (the figures are the face's) or <c>body_morpher</c> (they are the final picture's).</param>
/// <param name="ExamplesSeen">By that network.</param>
/// <param name="Poses">How many poses were measured.</param>
/// <param name="PsnrDb">The mean PSNR.</param>
/// <param name="MinPsnrDb">The worst pose's.</param>
/// <param name="DisplayPsnrDb">The mean PSNR of what a viewer sees.</param>
/// <param name="Ssim">The mean SSIM.</param>
/// <param name="MinSsim">The worst pose's.</param>
/// <param name="Time">When, in UTC.</param>
public sealed record QualityLine(
    string Network,
    long ExamplesSeen,
    int Poses,
    double PsnrDb,
    double MinPsnrDb,
    double DisplayPsnrDb,
    double Ssim,
    double MinSsim,
    DateTimeOffset Time)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };

    /// <summary>The line of a report.</summary>
    public static QualityLine Of(QualityReport report, string network, long examplesSeen, TimeProvider? time = null)
    {
        QualitySummary summary = report.Frame ?? report.Face;
        return new QualityLine(
            network,
            examplesSeen,
            report.Poses,
            summary.MeanPsnrDb,
            summary.MinPsnrDb,
            summary.MeanDisplayPsnrDb,
            summary.MeanSsim,
            summary.MinSsim,
            (time ?? TimeProvider.System).GetUtcNow());
    }

    /// <summary>The line, without its end.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format);

    /// <summary>Reads a line.</summary>
    /// <returns>Null where it is not a line of the log.</returns>
    public static QualityLine? TryParse(string json)
    {
        try
        {
            return JsonInput.Deserialize<QualityLine>(Encoding.UTF8.GetBytes(json), "quality", Format);
        }
        catch (BadInputException)
        {
            return null;
        }
    }
}
