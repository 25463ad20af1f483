using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Bunraku.TestSupport;

/// <summary>Writes the messages of the webcam page.</summary>
public static class MediaPipePage
{
    /// <param name="scores">52 scores, or none for a lost face.</param>
    /// <param name="matrixColumns">16 numbers, or none for a lost face.</param>
    /// <param name="takenAtMilliseconds">When the picture was taken.</param>
    public static byte[] Message(ReadOnlySpan<float> scores, ReadOnlySpan<float> matrixColumns, double takenAtMilliseconds)
    {
        byte[] start = new byte[16];
        "BFM1"u8.CopyTo(start);
        start[4] = scores.IsEmpty ? (byte)0 : (byte)1;
        BinaryPrimitives.WriteDoubleLittleEndian(start.AsSpan(8), takenAtMilliseconds);
        return [.. start, .. MemoryMarshal.AsBytes(scores), .. MemoryMarshal.AsBytes(matrixColumns)];
    }
}
