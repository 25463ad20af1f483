using System.Collections.Immutable;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Teachers;

namespace Bunraku.Core.Tests.Teachers;

/// <summary>Networks with the names of the five and a handful of weights, so that no test has to write 657 MB.</summary>
internal static class SmallNetworks
{
    public static ImmutableArray<TeacherNetwork> All { get; } = [.. TeacherFamily.Tha4.Networks.Select((network, i) => new TeacherNetwork(network.Name,
    [
        new TensorSpec("body.downsample_blocks.0.0.weight", 2, 3, i + 1),
        new TensorSpec($"head_{i}_alpha.0.bias", 4),
    ]))];

    public static TeacherFamily Family { get; } = TeacherFamily.Tha4 with { Networks = All };

    public static TeacherNetwork Face => All[2];

    /// <summary>Sound weights that differ from network to network.</summary>
    public static StateDict Weights(TeacherNetwork network) => new(network.Tensors.Select((spec, i) =>
        KeyValuePair.Create(spec.Key, new Tensor([.. spec.Shape], [.. Enumerable.Range(0, spec.Count).Select(k => k + (0.25f * i) + network.Name.Length)]))));

    /// <summary>Writes all five files; returns the folder.</summary>
    public static string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (TeacherNetwork network in All)
        {
            CheckpointFile.Write(Path.Combine(folder, network.FileName), Weights(network));
        }

        return folder;
    }

    /// <summary>A file's bytes.</summary>
    public static byte[] Bytes(StateDict weights)
    {
        var stream = new MemoryStream();
        CheckpointWriter.Write(stream, weights);
        return stream.ToArray();
    }

    public static byte[] Bytes(TeacherNetwork network) => Bytes(Weights(network));
}
