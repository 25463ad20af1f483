using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;

namespace Bunraku.Distillation.Bank;

/// <summary>What a frame in the bank is of: SHA-256 over teacher, pose and parts.</summary>
internal sealed class FrameKey
{
    private readonly byte[] _hash;

    private FrameKey(byte[] hash) => _hash = hash;

    /// <summary>The 32 bytes.</summary>
    public ReadOnlySpan<byte> Hash => _hash;

    /// <summary>The path of its file in the bank; 256 folders keep each of them short.</summary>
    public string FileName
    {
        get
        {
            string digits = Convert.ToHexStringLower(_hash);
            return Path.Combine(digits[..2], digits[2..] + FrameFolder.Extension);
        }
    }

    public static FrameKey Of(string teacher, Pose pose, PosedFrame frame)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(pose.Values));
        hash.AppendData([(byte)frame.Parts, frame.Request.IsFaceOnly ? (byte)1 : (byte)0]);
        hash.AppendData(Encoding.UTF8.GetBytes(teacher));
        return new FrameKey(hash.GetHashAndReset());
    }
}
