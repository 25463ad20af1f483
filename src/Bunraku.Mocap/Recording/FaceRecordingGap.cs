namespace Bunraku.Mocap.Recording;

/// <summary>A stretch of a recording without samples, well longer than the usual time between two.</summary>
/// <param name="Start">When the last sample before it came.</param>
/// <param name="Length">How long nothing came.</param>
public readonly record struct FaceRecordingGap(TimeSpan Start, TimeSpan Length);
