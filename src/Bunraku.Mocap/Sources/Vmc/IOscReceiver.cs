namespace Bunraku.Mocap.Sources.Vmc;

/// <summary>Takes the messages of an OSC packet, one after the other.</summary>
internal interface IOscReceiver
{
    void Take(OscMessage message);
}
