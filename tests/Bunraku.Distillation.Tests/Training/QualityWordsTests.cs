using Bunraku.Distillation.Quality;
using Bunraku.Distillation.Training;

namespace Bunraku.Distillation.Tests.Training;

public sealed class QualityWordsTests
{
    [Theory]
    [InlineData("face_morpher", 20.9, 18, "still a blur")]
    [InlineData("face_morpher", 21, 18, "still blurry around eyes and mouth")]
    [InlineData("face_morpher", 31, 28, "good enough to stream")]
    [InlineData("face_morpher", 34, 30, "hardly to be told")]
    [InlineData("body_morpher", 22.9, 20, "takes shape")]
    [InlineData("body_morpher", 23, 20, "still blurry")]
    [InlineData("body_morpher", 26, 21, "good enough to stream")]
    [InlineData("body_morpher", 26, 20, "Extreme poses are still clearly worse")]
    public void Words_follow_from_what_was_measured(string network, double mean, double worst, string words)
    {
        var line = new QualityLine(network, 1, 16, mean, worst, mean, 0.9, 0.8, DateTimeOffset.UnixEpoch);

        Assert.Contains(words, QualityWords.Of(line).ToString(), StringComparison.Ordinal);
        Assert.Equal(words.Contains("stream", StringComparison.Ordinal) || words.Contains("hardly", StringComparison.Ordinal) || words.Contains("Extreme", StringComparison.Ordinal), QualityWords.IsGood(line));
    }
}
