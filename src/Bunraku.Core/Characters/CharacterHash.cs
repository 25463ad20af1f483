using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Images;

namespace Bunraku.Core.Characters;

/// <summary>Names characters by their content, so that what was computed for one can be found again.</summary>
internal static class CharacterHash
{
    public static string OfContent(CharacterPicture picture, StudentWeights weights)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(picture.Values.AsSpan()));

        // In the order of the published files, whatever the order of these.
        IEnumerable<(LayerSpec Layer, StateDict Network)> layers =
            [.. StudentNetworks.Face.Select(layer => (layer, weights.Face)), .. StudentNetworks.Body.Select(layer => (layer, weights.Body))];
        foreach ((LayerSpec layer, StateDict network) in layers)
        {
            foreach (string name in (ReadOnlySpan<string>)[$"{layer.KeyPrefix}.weight", $"{layer.KeyPrefix}.bias"])
            {
                hash.AppendData(Encoding.UTF8.GetBytes(name));
                hash.AppendData(MemoryMarshal.AsBytes(network[name].Values.AsSpan()));
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
