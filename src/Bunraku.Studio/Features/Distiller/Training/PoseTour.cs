using Bunraku.Core.Poses;
using Bunraku.Distillation.Poses;

namespace Bunraku.Studio.Features.Distiller.Training;

/// <summary>A small round of poses, none of which is trained on: from one to the next in a second, with a rest at each.</summary>
internal static class PoseTour
{
    private const int Stations = 12;
    private const double Travel = 1.0;
    private const double Stay = 0.5;

    private static readonly Pose[] Poses = [Pose.Rest, .. HeldOutPoses.Take(Stations)];

    /// <summary>The pose after so many seconds.</summary>
    public static Pose At(double seconds)
    {
        double place = seconds / (Travel + Stay);
        int station = (int)(place % Poses.Length);
        double way = Math.Clamp((place - Math.Floor(place)) * (Travel + Stay) / Travel, 0, 1);
        return Between(Poses[station], Poses[(station + 1) % Poses.Length], (float)(way * way * (3 - (2 * way))));
    }

    private static Pose Between(Pose from, Pose to, float share)
    {
        float[] values = new float[PoseParameters.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = from[i] + (share * (to[i] - from[i]));
        }

        return Pose.FromValues(values);
    }
}
