namespace Bunraku.Mocap.Sources.OpenSeeFace;
public static class OpenSeeFacePacket { public const int RecordLength = 1785; }
