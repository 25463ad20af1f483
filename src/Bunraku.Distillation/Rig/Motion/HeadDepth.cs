namespace Bunraku.Distillation.Rig.Motion;

/// <summary>
/// The depth map of the head: how far each point of the picture lies in front of the axis the head turns about, in pixels. The middle of
/// the face is in front, ears and the outer hair are behind.
/// </summary>
internal static class HeadDepth
{
    private const float Front = 65f;
    private const float Back = 8f;

    public static float At(float x, float y)
    {
        (float dx, float dy) = ((x - 256f) / 62f, (y - 148f) / 68f);
        return (Front * MathF.Exp(-((dx * dx) + (dy * dy)))) - Back;
    }
}
