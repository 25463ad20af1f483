using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Bunraku.Core.Clusters;
using Bunraku.Core.Errors;
using Bunraku.Core.Json;
using Bunraku.Distillation.Runs;
using Bunraku.Siren;
using Bunraku.Siren.Training;

namespace Bunraku.Distillation.Clusters;

/// <summary>What one process of several brings to a training, compared before the first step.</summary>
/// <param name="Host">The name of its machine.</param>
/// <param name="Build">What tells builds of Bunraku apart.</param>
/// <param name="Backend">What computes its gradients.</param>
/// <param name="Widest">The widest SIMD width of its training engine; null where libtorch trains.</param>
/// <param name="Record">The configuration and the inputs as it sees them.</param>
internal sealed record ClusterMember(string Host, string Build, string Backend, SimdWidth? Widest, RunRecord Record)
{
    private const string Source = "a message of another process";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter<SimdWidth>() } };

    /// <summary>This process.</summary>
    /// <param name="backend">What computes its gradients.</param>
    /// <param name="widest">The widest SIMD width of its training engine; null where libtorch trains.</param>
    /// <param name="record">The configuration and the inputs as it sees them.</param>
    public static ClusterMember Of(string backend, SimdWidth? widest, RunRecord record) => new(
        Environment.MachineName,
        string.Join(' ', new[] { typeof(ClusterMember), typeof(ITrainingBackend), typeof(ICollective) }.Select(type => type.Module.ModuleVersionId.ToString("N"))),
        backend,
        widest,
        record);

    /// <summary>All processes, by rank.</summary>
    /// <param name="cluster">The processes.</param>
    /// <exception cref="BadInputException">One of them has another version, or sees another configuration, picture, mask or teacher.</exception>
    public ClusterMember[] Meet(ICollective cluster)
    {
        if (cluster.Size == 1)
        {
            return [this];
        }

        // The build first: another one might not understand the rest.
        string[][] builds = [.. cluster.Gather(Encoding.UTF8.GetBytes($"{Build}\n{Host}")).Select(message => Encoding.UTF8.GetString(message).Split('\n'))];
        for (int rank = 1; rank < builds.Length; rank++)
        {
            if (builds[rank][0] != builds[0][0])
            {
                throw new BadInputException($"Rank {rank} on {ForeignText.Line(builds[rank][1])} has another version of Bunraku than rank 0. Install the same version on every machine.");
            }
        }

        ClusterMember[] members = [.. cluster.Gather(JsonSerializer.SerializeToUtf8Bytes(this, Json)).Select(message => JsonInput.Deserialize<ClusterMember>(message, Source, Json))];
        for (int rank = 1; rank < members.Length; rank++)
        {
            members[0].RequireSame(rank, members[rank]);
        }

        return members;
    }

    /// <summary>The SIMD width that all processes and the run so far have in common; null where libtorch trains.</summary>
    /// <param name="members">The processes.</param>
    /// <param name="recorded">What the run was computed with before; null where it begins.</param>
    public static SimdWidth? CommonWidth(IReadOnlyList<ClusterMember> members, SimdWidth? recorded)
    {
        SimdWidth? least = members.Min(member => member.Widest);
        return least is null || recorded is null || recorded > least ? least : recorded;
    }

    private void RequireSame(int rank, ClusterMember other)
    {
        string[] changes = [.. Record.ChangesTo(other.Record).Select(change => change.ToString())];
        if (Backend != other.Backend)
        {
            changes = [.. changes, $"the backend ({Backend} became {ForeignText.Line(other.Backend)})"];
        }

        if (changes.Length > 0)
        {
            throw new BadInputException(
                $"Rank {rank} on {ForeignText.Line(other.Host)} differs from rank 0 on {Host}: {ForeignText.Line(string.Join("; ", changes))}. Copy the same files to every machine, or use a shared folder.");
        }
    }
}
