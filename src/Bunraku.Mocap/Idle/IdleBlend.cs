using Bunraku.Mocap.Settings;

namespace Bunraku.Mocap.Idle;

/// <summary>
/// How far a character has left its face and come to rest. It is a value: a change of direction makes another that begins where
/// this one was, so nothing ever jumps.
/// </summary>
/// <param name="IsToRest">Whether it is on the way to rest, or on the way back to the face.</param>
/// <param name="Since">When it turned that way.</param>
/// <param name="Start">How far it had come then, 0 (follows the face) to 1 (at rest).</param>
public readonly record struct IdleBlend(bool IsToRest, TimeSpan Since, double Start)
{
    /// <summary>At rest: nothing has been tracked yet.</summary>
    public static IdleBlend AtRest { get; } = new(true, TimeSpan.Zero, 1);

    /// <summary>How far it has come at a time, 0 (follows the face) to 1 (at rest).</summary>
    public double WeightAt(TimeSpan now, IdleSettings settings)
    {
        double duration = IsToRest ? settings.ReturnSeconds : settings.RecoverSeconds;
        double elapsed = (now - Since).TotalSeconds;
        double progress = elapsed < duration ? IdleBlink.Ease(Math.Max(0, elapsed / duration)) : 1;
        return IsToRest ? Start + ((1 - Start) * progress) : Start * (1 - progress);
    }

    /// <summary>The blend from now on, with or without a face to follow.</summary>
    public IdleBlend Toward(bool toRest, TimeSpan now, IdleSettings settings) =>
        toRest == IsToRest ? this : new IdleBlend(toRest, now, WeightAt(now, settings));
}
