namespace Bunraku.Mocap.Conversion;

/// <summary>What a tracked open mouth looks like, each nominally 0 to 1: the four measures that <see cref="MouthSolver"/> explains by vowels.</summary>
/// <param name="Open">How far the jaw is open.</param>
/// <param name="LowerLip">How far the lower lip is drawn down.</param>
/// <param name="Funnel">How far the lips form a funnel.</param>
/// <param name="Pucker">How far the lips are puckered.</param>
public readonly record struct MouthTarget(double Open, double LowerLip, double Funnel, double Pucker);
