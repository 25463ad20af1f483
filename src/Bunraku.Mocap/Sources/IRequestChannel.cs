namespace Bunraku.Mocap.Sources;

/// <summary>The way back to the phone.</summary>
internal interface IRequestChannel
{
    /// <summary>Sends one packet.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="answersSender">Whether it goes to the port that the phone last sent from, if there are two.</param>
    /// <exception cref="System.Net.Sockets.SocketException">It could not be sent.</exception>
    void Send(ReadOnlySpan<byte> packet, bool answersSender);
}
