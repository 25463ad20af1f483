using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;

namespace Bunraku.Distillation.TargetCache;

/// <summary>What a cached target is of: SHA-256 over teacher, pose and parts.</summary>
internal sealed class TargetKey
{
    private readonly byte[] _hash;

    private TargetKey(byte[] hash) => _hash = hash;

    /// <summary>The 32 bytes.</summary>
    public ReadOnlySpan<byte> Hash => _hash;

    /// <summary>The path of its file in the cache; 256 folders keep each of them short.</summary>
    public string FileName
    {
        get
        {
            string digits = Convert.ToHexStringLower(_hash);
            return Path.Combine(digits[..2], digits[2..] + TargetFolder.Extension);
        }
    }

    public static TargetKey Of(string teacher, Pose pose, PosedFrame frame)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(pose.Values));
        hash.AppendData([(byte)frame.Parts, frame.Request.IsFaceOnly ? (byte)1 : (byte)0]);
        hash.AppendData(Encoding.UTF8.GetBytes(teacher));
        return new TargetKey(hash.GetHashAndReset());
    }
}
