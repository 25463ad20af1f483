using System.Text.Json;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Poses;

namespace Bunraku.TestSupport;

/// <summary>
/// A golden training case: three steps of the original program on weights by recipe H, with the numbers of its float64 run. The examples
/// are in <see cref="TrainingGoldenExamples"/>.
/// </summary>
/// <param name="Name">The file without its end, for messages.</param>
/// <param name="Module"><c>face_morpher</c> or <c>body_morpher</c>.</param>
/// <param name="ExamplesSeen">Examples seen before the first step; the phase of the loss weights.</param>
/// <param name="Steps">The steps, in order.</param>
public sealed record TrainingGolden(string Name, string Module, long ExamplesSeen, IReadOnlyList<TrainingGoldenStep> Steps)
{
    /// <summary>Whether the case is one of the face network.</summary>
    public bool IsFace => Module == "face_morpher";

    /// <summary>All cases of one network in the golden folder.</summary>
    /// <param name="face">Those of the face network, else those of the body network.</param>
    public static IReadOnlyList<TrainingGolden> ReadAll(bool face)
    {
        List<TrainingGolden> all = [];
        foreach (string path in Directory.GetFiles(TestData.Path("golden", "training"), "*_phase*.json").Order(StringComparer.Ordinal))
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            TrainingGoldenStep[] steps = [.. root.GetProperty("float64").GetProperty("steps").EnumerateArray().Select(TrainingGoldenStep.Read)];
            all.Add(new TrainingGolden(
                Path.GetFileNameWithoutExtension(path),
                root.GetProperty("module").GetString()!,
                root.GetProperty("examples_seen_at_start").GetInt64(),
                steps));
        }

        all = [.. all.Where(golden => golden.IsFace == face)];
        Xunit.Assert.NotEmpty(all);
        return all;
    }

    /// <summary>The weights before the first step, checked against the published scales and first values.</summary>
    public StateDict CreateWeights()
    {
        using JsonDocument recipe = JsonDocument.Parse(File.ReadAllBytes(TestData.Path("golden", "training", $"recipe_{Module}.json")));
        return WeightsRecipe.Follow(recipe.RootElement, Module);
    }

    /// <summary>The poses of the batch.</summary>
    public static IReadOnlyList<Pose> ReadPoses()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(TestData.Path("golden", "training", "batch_poses.json")));
        return [.. document.RootElement.GetProperty("pose").EnumerateArray()
            .Select(pose => Pose.FromValues([.. pose.EnumerateArray().Select(value => value.GetSingle())]))];
    }

    /// <summary>The weights of the body network's loss terms in the case's phase.</summary>
    public (double Blended, double Warped, double GridChange, double ColorChange) BodyLossWeights => ExamplesSeen switch
    {
        < 400_000 => (0.25, 0.25, 0.5, 2),
        < 800_000 => (1, 2.5, 5, 1),
        _ => (10, 1, 1, 1),
    };
}
