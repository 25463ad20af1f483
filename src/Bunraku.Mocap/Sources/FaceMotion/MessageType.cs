namespace Bunraku.Mocap.Sources.FaceMotion;

/// <summary>The messages of Face Motion v3, contract revision 4. Number 2 is reserved and refused.</summary>
internal enum MessageType : byte
{
    Hello = 1,
    Schema = 3,
    Frame = 4,
    GetSchema = 5,
    Ping = 6,
    Pong = 7,
    Stop = 8,
    Error = 9,
    SchemaAck = 10,
}
