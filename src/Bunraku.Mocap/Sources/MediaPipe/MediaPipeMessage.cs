using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using Bunraku.Mocap.Faces;
using Bunraku.Mocap.Sources.Decoding;

namespace Bunraku.Mocap.Sources.MediaPipe;

/// <summary>
/// The message that Bunraku's webcam page sends for each detection, little endian:
/// <code>
/// offset  size  field
///      0     4  "BFM1"
///      4     4  kind: 0 no face is seen, and the message ends after the time; 1 a face
///      8     8  float64  when the picture was taken, milliseconds of the page's performance.now()
///     16   208  float32 x 52  scores in the order of Blendshapes.Names, 0 where the landmarker has none
///    224    64  float32 x 16  transformation matrix, column after column; the translation is in centimetres
/// </code>
/// </summary>
public static class MediaPipeMessage
{
    /// <summary>The length of a message with a face.</summary>
    public const int FaceLength = 288;

    /// <summary>The length of a message that says that no face is seen.</summary>
    public const int NoFaceLength = 16;

    private const int ScoresOffset = 16;
    private const int MatrixOffset = 224;
    private const uint NoFace = 0;
    private const uint Face = 1;

    private static ReadOnlySpan<byte> Magic => "BFM1"u8;

    /// <summary>Decodes a message.</summary>
    /// <param name="message">The whole WebSocket message.</param>
    /// <param name="arrival">The time that the face gets.</param>
    /// <param name="face">The face, or null.</param>
    /// <param name="takenAtMilliseconds">When the picture was taken, on the page's clock.</param>
    /// <returns>False when the message is malformed or a number is not finite.</returns>
    public static bool TryParse(
        ReadOnlySpan<byte> message, TimeSpan arrival, [NotNullWhen(true)] out FacePose? face, out double takenAtMilliseconds)
    {
        face = null;
        takenAtMilliseconds = 0;
        if (message.Length < NoFaceLength || !message.StartsWith(Magic))
        {
            return false;
        }

        takenAtMilliseconds = BinaryPrimitives.ReadDoubleLittleEndian(message[8..]);
        face = (BinaryPrimitives.ReadUInt32LittleEndian(message[4..]), message.Length) switch
        {
            _ when !double.IsFinite(takenAtMilliseconds) => null,
            (NoFace, NoFaceLength) => FacePose.NotFound(arrival),
            (Face, FaceLength) => ReadFace(message, arrival),
            _ => null,
        };
        return face is not null;
    }

    private static FacePose? ReadFace(ReadOnlySpan<byte> message, TimeSpan arrival)
    {
        Span<double> scores = stackalloc double[Blendshapes.Count];
        Span<double> matrix = stackalloc double[16];
        if (!TryReadSingles(message[ScoresOffset..], scores) || !TryReadSingles(message[MatrixOffset..], matrix))
        {
            return null;
        }

        TrackedWeights.Limit(scores);
        const float MetresPerCentimetre = 0.01f;
        return new FacePose(scores)
        {
            HeadRotation = HeadMatrix.AnglesOfColumns(matrix),
            HeadPosition = MetresPerCentimetre * new Vector3((float)matrix[12], (float)matrix[13], (float)matrix[14]),
            Timestamp = arrival,
        };
    }

    private static bool TryReadSingles(ReadOnlySpan<byte> bytes, Span<double> values)
    {
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(index * sizeof(float))..]);
            if (!double.IsFinite(values[index]))
            {
                return false;
            }
        }

        return true;
    }
}
