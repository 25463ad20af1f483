namespace Bunraku.Mocap.Sources;

/// <summary>The way back to the phone.</summary>
internal interface IRequestChannel
{
    /// <summary>Sends one packet.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">It could not be sent.</exception>
    void Send(ReadOnlySpan<byte> packet);
}
