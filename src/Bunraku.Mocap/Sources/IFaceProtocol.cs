using Bunraku.Core.Errors;
using Bunraku.Mocap.Faces;

namespace Bunraku.Mocap.Sources;

/// <summary>
/// One conversation with a tracker, without any socket: it turns packets into faces and says what is to be sent. All calls of one
/// instance come from one thread at a time.
/// </summary>
internal interface IFaceProtocol
{
    /// <summary>Packets whose number was skipped, or null where packets have no number.</summary>
    long? Lost { get; }

    /// <summary>What the tracker says is wrong, or null.</summary>
    Phrase? Problem { get; }

    /// <summary>The port that answers come to is open.</summary>
    void Opened(int localPort)
    {
    }

    /// <summary>
    /// The next packet comes from a new sender, or after a second of silence. A protocol that gathers values over packets forgets
    /// them.
    /// </summary>
    void StartOver()
    {
    }

    /// <summary>Decodes one packet. It never throws, whatever the bytes are.</summary>
    /// <param name="packet">The whole datagram or stream message.</param>
    /// <param name="now">The time of arrival, which becomes the time of the face.</param>
    /// <param name="face">The face where the result is <see cref="PacketKind.Face"/>, else null.</param>
    PacketKind Decode(ReadOnlySpan<byte> packet, TimeSpan now, out FacePose? face);

    /// <summary>Writes the next packet that is due to the phone.</summary>
    /// <param name="destination">At least <see cref="LongestRequest"/> bytes.</param>
    /// <param name="now">The time.</param>
    /// <param name="isReceiving">Whether faces arrive.</param>
    /// <returns>The packet's length, or 0 when nothing is due; then ask again after a packet or a quarter of a second.</returns>
    int NextRequest(Span<byte> destination, TimeSpan now, bool isReceiving);

    /// <summary>
    /// Whether the packet just written goes to the port that the phone sends from; else it goes to the port that the phone listens on.
    /// </summary>
    bool AnswersSender => false;

    /// <summary>Writes the packet that ends the conversation; 0 when there is none to be ended.</summary>
    int Farewell(Span<byte> destination);

    /// <summary>The longest packet that any protocol sends, in bytes.</summary>
    const int LongestRequest = 256;
}

/// <summary>What a received packet turned out to be.</summary>
internal enum PacketKind
{
    /// <summary>It makes no sense in this protocol.</summary>
    Malformed,

    /// <summary>It was understood and carries no face: a part, an answer, a message of no interest.</summary>
    Understood,

    /// <summary>It completes a face.</summary>
    Face,
}
