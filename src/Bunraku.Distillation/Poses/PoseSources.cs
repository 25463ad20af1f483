using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;
using Bunraku.Core.Poses;
using Bunraku.Distillation.Configuration;

namespace Bunraku.Distillation.Poses;

/// <summary>Opens the source of poses that a configuration names.</summary>
internal static class PoseSources
{
    /// <summary>Where the published program keeps its poses, relative to the working directory.</summary>
    public const string PublishedPath = "data/pose_dataset.pt";

    /// <exception cref="BadInputException">The data set cannot be read.</exception>
    public static IPoseSource Open(ConfigFile file)
    {
        string wanted = file.Config.PoseSampler;
        string published = file.Places.Resolve(PublishedPath);
        return wanted switch
        {
            "own" => new PoseSampler(),
            "auto" => File.Exists(published) ? Load(published) : new PoseSampler(),
            _ => Load(file.Places.Resolve(wanted)),
        };
    }

    private static PoseDataset Load(string path)
    {
        Tensor tensor = TensorFile.ReadFirst(path);
        if (tensor.Shape is not [> 0, PoseParameters.Count])
        {
            throw new BadInputException($"{path}: a list of poses, [M, {PoseParameters.Count}], was expected, but the first tensor is [{string.Join(", ", tensor.Shape)}]. Is it the right file?");
        }

        int odd = tensor.Values.AsSpan().IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        return odd < 0
            ? new PoseDataset(path, tensor.Values)
            : throw new BadInputException($"{path}: every value of a pose must be a finite number, but that of {PoseParameters.All[odd % PoseParameters.Count].Name} in pose {odd / PoseParameters.Count} is {tensor.Values[odd]}. Get the file again.");
    }
}
