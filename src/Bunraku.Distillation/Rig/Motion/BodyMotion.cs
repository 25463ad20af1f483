using Bunraku.Core.Poses;

namespace Bunraku.Distillation.Rig.Motion;

/// <summary>
/// Where every point of a posed picture comes from: the analytic 2.5-D motion of head, neck, torso and breath. Points are in pixels of the
/// 512x512 picture. All of it is smooth, and none of it tears: what turns fades out over the neck and beyond the hair.
/// </summary>
internal sealed class BodyMotion
{
    private const float Middle = 256f;

    /// <summary>The centre of the head, about which it turns and nods, and the joint of the neck, about which it tilts.</summary>
    private const float HeadRow = 138f;
    private const float NeckRow = 206f;

    /// <summary>Where the upper body leans from.</summary>
    private const float HipRow = 372f;

    private const float MaximumTurn = 0.36f;
    private const float MaximumNod = 0.28f;
    private const float MaximumTilt = 0.29f;
    private const float MaximumLean = 0.093f;
    private const float MaximumTorsoTurn = 0.30f;
    private const float HeadFollowsTorso = 0.09f;

    private readonly float _turnSin;
    private readonly float _turnCos;
    private readonly float _nodSin;
    private readonly float _nodCos;
    private readonly float _tilt;
    private readonly float _lean;
    private readonly float _torsoSin;
    private readonly float _torsoCos;
    private readonly float _breath;

    public BodyMotion(Pose pose)
    {
        float headX = Limited(pose, 39);
        float headY = Limited(pose, 40);
        float torso = Limited(pose, 42);
        (_turnSin, _turnCos) = MathF.SinCos((MaximumTurn * headY) + (HeadFollowsTorso * torso));
        (_nodSin, _nodCos) = MathF.SinCos(MaximumNod * headX);
        (_torsoSin, _torsoCos) = MathF.SinCos(MaximumTorsoTurn * torso);
        _tilt = MaximumTilt * Limited(pose, 41);
        _lean = MaximumLean * Limited(pose, 43);
        _breath = Math.Clamp(pose[44], 0f, 1f);
    }

    /// <summary>The point of the resting picture that is seen at a point of the posed one.</summary>
    public (float X, float Y) Source(float x, float y)
    {
        (x, y) = Unlean(x, y);
        (x, y) = Unbreathe(x, y);
        (x, y) = Unturn(x, y, Torso);
        (x, y) = Untilt(x, y);
        return Unturn(x, y, Head);
    }

    private static float Limited(Pose pose, int index) => Math.Clamp(pose[index], -1f, 1f);

    /// <summary>1 up to a value, 0 from another on, and smooth between.</summary>
    private static float Fade(float value, float from, float to)
    {
        float t = Math.Clamp((value - from) / (to - from), 0f, 1f);
        return 1f - (t * t * t * (10f - (t * (15f - (6f * t)))));
    }

    /// <summary>A hill of height 1 around 0 that falls off smoothly.</summary>
    private static float Hill(float t) => MathF.Exp(-t * t);

    /// <summary>The whole upper body rotates about the hip; below it the rotation weakens, because legs stand.</summary>
    private (float X, float Y) Unlean(float x, float y)
    {
        float angle = _lean * (0.45f + (0.55f * Fade(y, 330f, 512f)));
        (float sin, float cos) = MathF.SinCos(angle);
        (float dx, float dy) = (x - Middle, y - HipRow);
        return (Middle + (dx * cos) - (dy * sin), HipRow + (dx * sin) + (dy * cos));
    }

    /// <summary>Breath lifts shoulders and chest, the head a little less, and widens the chest.</summary>
    private (float X, float Y) Unbreathe(float x, float y)
    {
        float chest = Hill((y - 262f) / 62f);
        float head = Fade(y, 170f, 262f);
        float rise = _breath * ((1.6f * chest) + (1.3f * head * (1f - chest)));
        float widen = _breath * 0.012f * Hill((y - 280f) / 50f);
        return (x - ((x - Middle) * widen * Hill((x - Middle) / 90f)), y + rise);
    }

    /// <summary>
    /// The head rotates with its neck, and the shoulders do not. Where nothing of the head is, the rotation grows no further with the
    /// distance, and fades over a longer way.
    /// </summary>
    private (float X, float Y) Untilt(float x, float y)
    {
        float across = x - Middle;
        float beside = MathF.Max(0f, MathF.Abs(across) - 74f);
        float far = beside * beside / (beside + 40f);
        float angle = _tilt * Fade(y, 176f - (2f * far), 262f);
        (float sin, float cos) = MathF.SinCos(angle);
        float reach = across * (1f - (far / (MathF.Abs(across) + 1f)));
        float dy = y - NeckRow;
        return (x + (reach * (cos - 1f)) - (dy * sin), y + (reach * sin) + (dy * (cos - 1f)));
    }

    /// <summary>Inverts a forward displacement by iteration: the displacements contract, as their slopes stay well below 1.</summary>
    private static (float X, float Y) Unturn(float x, float y, Func<float, float, (float X, float Y)> displacement)
    {
        (float sx, float sy) = (x, y);
        for (int i = 0; i < 8; i++)
        {
            (float dx, float dy) = displacement(sx, sy);
            (sx, sy) = (x - dx, y - dy);
        }

        return (sx, sy);
    }

    /// <summary>How a point of the head moves as the head turns and nods.</summary>
    private (float X, float Y) Head(float x, float y)
    {
        float held = Fade(y, 184f, 250f) * Hill(MathF.Max(0f, MathF.Abs(x - Middle) - 60f) / 80f) * Fade(-y, -40f, 60f);
        float depth = HeadDepth.At(x, y);
        float dx = ((x - Middle) * (_turnCos - 1f)) - (depth * _turnSin);
        float dy = ((y - HeadRow) * (_nodCos - 1f)) - (depth * _nodSin);
        return (held * dx, held * dy);
    }

    /// <summary>How a point of the torso moves as the torso turns: a cylinder, chest in front, arms a little behind.</summary>
    private (float X, float Y) Torso(float x, float y)
    {
        float across = x - Middle;
        float depth = (50f * Hill(across / 78f)) - (9f * Hill((MathF.Abs(across) - 105f) / 50f));
        float down = 0.35f + (0.65f * Fade(y, 300f, 512f));
        float up = 0.5f + (0.5f * (1f - Fade(y, 150f, 250f)));
        float shrink = (_torsoCos - 1f) * (1f - Fade(y, 190f, 250f)) * Hill(across / 170f);
        return (down * ((across * shrink) - (up * depth * _torsoSin)), 0f);
    }
}
