using System.Globalization;
using System.Runtime.InteropServices;
using Bunraku.Core.Checkpoints.Archives;
using Bunraku.Core.Checkpoints.Pickles;

namespace Bunraku.Core.Checkpoints;

/// <summary>Lays a state dictionary out as PyTorch does: the pickle, the storages sorted by their names as text, the version.</summary>
internal static class CheckpointWriter
{
    public static void Write(Stream stream, StateDict weights)
    {
        var archive = new StoredZipWriter(stream);
        archive.Add("archive/data.pkl", StateDictPickle.Of(weights));

        var storages = weights.Entries
            .Select((entry, k) => (Key: k.ToString(CultureInfo.InvariantCulture), entry.Value.Values))
            .OrderBy(storage => storage.Key, StringComparer.Ordinal);
        foreach ((string key, float[] values) in storages)
        {
            archive.Add($"archive/data/{key}", MemoryMarshal.AsBytes(values.AsSpan()));
        }

        archive.Add("archive/version", "3\n"u8);
        archive.Finish();
    }
}
