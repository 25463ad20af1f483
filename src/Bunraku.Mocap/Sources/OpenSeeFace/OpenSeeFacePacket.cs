using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Sources.OpenSeeFace;

/// <summary>
/// The datagrams of OpenSeeFace: one little-endian record of 1,785 bytes for each face. The face with the lowest number is used. What
/// OpenSeeFace measures is put into the blendshapes that show the same face.
/// </summary>
public static class OpenSeeFacePacket
{
    /// <summary>The length of one face's record.</summary>
    public const int RecordLength = 1785;

    private const int FaceIdOffset = 8;
    private const int SuccessOffset = 28;
    private const int FitErrorOffset = 29;

    /// <summary>A worse fit of the face model means that the record is not to be trusted.</summary>
    private const float WorstFit = 100;

    /// <summary>Decodes a datagram.</summary>
    /// <param name="packet">The datagram.</param>
    /// <param name="arrival">The time that the face gets.</param>
    /// <param name="face">The face, or null. It is a lost one where the tracker itself does not trust its fit.</param>
    /// <returns>False when the length is not that of records or a number is not finite.</returns>
    public static bool TryParse(ReadOnlySpan<byte> packet, TimeSpan arrival, [NotNullWhen(true)] out FacePose? face)
    {
        face = null;
        if (packet.IsEmpty || packet.Length % RecordLength != 0)
        {
            return false;
        }

        ReadOnlySpan<byte> record = FirstFace(packet);
        float fitError = BinaryPrimitives.ReadSingleLittleEndian(record[FitErrorOffset..]);
        if (record[SuccessOffset] == 0 || fitError > WorstFit)
        {
            face = FaceTime.NoFace(arrival);
            return true;
        }

        var measured = new OpenSeeFaceMeasures(record);
        if (!float.IsFinite(fitError) || !measured.AreFinite)
        {
            return false;
        }

        Span<double> weights = stackalloc double[Blendshapes.Count];
        weights.Clear();
        measured.FillWeights(weights);
        face = new FacePose(weights)
        {
            HeadRotation = measured.HeadRotation,
            LeftEyeRotation = measured.LeftEye,
            RightEyeRotation = measured.RightEye,
            Timestamp = arrival,
        };
        return true;
    }

    private static ReadOnlySpan<byte> FirstFace(ReadOnlySpan<byte> packet)
    {
        int best = 0;
        for (int offset = RecordLength; offset < packet.Length; offset += RecordLength)
        {
            if (IdAt(packet, offset) < IdAt(packet, best))
            {
                best = offset;
            }
        }

        return packet.Slice(best, RecordLength);
    }

    private static int IdAt(ReadOnlySpan<byte> packet, int record) => BinaryPrimitives.ReadInt32LittleEndian(packet[(record + FaceIdOffset)..]);
}
