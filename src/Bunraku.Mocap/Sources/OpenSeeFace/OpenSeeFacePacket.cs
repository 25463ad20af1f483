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

    /// <summary>Decodes the first face of a datagram: the one with the lowest number.</summary>
    /// <param name="packet">The datagram.</param>
    /// <param name="arrival">The time that the face gets.</param>
    /// <param name="face">The face, or null. It is a lost one where the tracker itself does not trust its fit.</param>
    /// <returns>False when the length is not that of records or a number is not finite.</returns>
    public static bool TryParse(ReadOnlySpan<byte> packet, TimeSpan arrival, [NotNullWhen(true)] out FacePose? face)
    {
        face = null;
        return HasRecords(packet) && TryParseRecord(FirstFace(packet), arrival, out face);
    }

    /// <summary>Whether a datagram is made of records.</summary>
    internal static bool HasRecords(ReadOnlySpan<byte> packet) => !packet.IsEmpty && packet.Length % RecordLength == 0;

    /// <summary>The record of the face with that number; empty where there is none.</summary>
    internal static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> packet, int id)
    {
        for (int offset = 0; offset < packet.Length; offset += RecordLength)
        {
            if (IdAt(packet, offset) == id)
            {
                return packet.Slice(offset, RecordLength);
            }
        }

        return [];
    }

    /// <summary>The record of the face with the lowest number.</summary>
    internal static ReadOnlySpan<byte> FirstFace(ReadOnlySpan<byte> packet)
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

    /// <summary>The number of a record's face.</summary>
    internal static int IdOf(ReadOnlySpan<byte> record) => IdAt(record, 0);

    /// <summary>Decodes one record, as <see cref="TryParse"/> does.</summary>
    internal static bool TryParseRecord(ReadOnlySpan<byte> record, TimeSpan arrival, [NotNullWhen(true)] out FacePose? face)
    {
        face = null;
        float fitError = BinaryPrimitives.ReadSingleLittleEndian(record[FitErrorOffset..]);
        if (record[SuccessOffset] == 0 || fitError > WorstFit)
        {
            face = FacePose.NotFound(arrival);
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

    private static int IdAt(ReadOnlySpan<byte> packet, int record) => BinaryPrimitives.ReadInt32LittleEndian(packet[(record + FaceIdOffset)..]);
}
