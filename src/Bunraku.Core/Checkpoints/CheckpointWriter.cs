using System.Globalization;
using System.Runtime.InteropServices;
using Bunraku.Core.Checkpoints.Archives;
using Bunraku.Core.Checkpoints.Pickles;

namespace Bunraku.Core.Checkpoints;

/// <summary>Lays a checkpoint out as PyTorch does: the pickle, the storages sorted by their names as text, the version.</summary>
internal static class CheckpointWriter
{
    /// <summary>Writes a state dictionary.</summary>
    public static void Write(Stream stream, StateDict weights)
    {
        var pickle = new PickleWriter();
        pickle.AddEmptyOrderedDictionary();
        pickle.Add(PickleOpcode.Mark);
        foreach ((string name, Tensor tensor) in weights.Entries)
        {
            pickle.AddText(name);
            pickle.AddTensor(tensor);
        }

        pickle.Add(PickleOpcode.SetItems);
        Write(stream, pickle);
    }

    /// <summary>Writes the value of a pickle with its tensors.</summary>
    public static void Write(Stream stream, PickleWriter pickle)
    {
        var archive = new StoredZipWriter(stream);
        archive.Add("archive/data.pkl", pickle.Finish());

        var storages = pickle.Storages
            .Select((values, k) => (Key: k.ToString(CultureInfo.InvariantCulture), Values: values))
            .OrderBy(storage => storage.Key, StringComparer.Ordinal);
        foreach ((string key, float[] values) in storages)
        {
            archive.Add($"archive/data/{key}", MemoryMarshal.AsBytes(values.AsSpan()));
        }

        archive.Add("archive/version", "3\n"u8);
        archive.Finish();
    }
}
