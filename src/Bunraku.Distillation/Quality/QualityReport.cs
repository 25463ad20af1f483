using System.Text.Encodings.Web;
using System.Text.Json;

namespace Bunraku.Distillation.Quality;

/// <summary>How close a student is to its teacher on poses that it was not trained on. The members are those of its JSON, in camel case.</summary>
/// <param name="Student">What the student is called.</param>
/// <param name="Teacher">What the teacher is called.</param>
/// <param name="Poses">How many poses were measured.</param>
/// <param name="Frame">The final picture, 512 x 512; null where the face alone was measured.</param>
/// <param name="Face">The face network's picture, 128 x 128.</param>
public sealed record QualityReport(string Student, string Teacher, int Poses, QualitySummary? Frame, QualitySummary Face)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The report as one JSON object.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Format);
}
