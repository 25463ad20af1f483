namespace Bunraku.Mocap.Sources.Doctor;

/// <summary>One thing the connection doctor found, in plain words that say what to do.</summary>
public sealed record Finding(FindingKind Kind, FindingSeverity Severity, string Message);
