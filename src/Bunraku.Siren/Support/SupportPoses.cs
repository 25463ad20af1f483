using Bunraku.Core.Poses;

namespace Bunraku.Siren.Support;

/// <summary>The poses that a support mask is found with: the corners of what moves the outline, and random poses, always the same.</summary>
internal static class SupportPoses
{
    private const int Seed = 20_260;
    private const int RandomPosesPerCorner = 3;
    private static readonly string[] OutlineParameters = ["head_x", "head_y", "neck_z", "body_y", "body_z"];

    /// <summary>How many there are.</summary>
    public static int Count => (1 + RandomPosesPerCorner) << OutlineParameters.Length;

    /// <summary>The corners (every combination of the extremes of head, neck and body), each followed by random poses.</summary>
    public static IEnumerable<Pose> All()
    {
        var random = new Random(Seed);
        for (int corner = 0; corner < 1 << OutlineParameters.Length; corner++)
        {
            Pose pose = RandomPose(random).With("breathing", corner & 1);
            for (int bit = 0; bit < OutlineParameters.Length; bit++)
            {
                pose = pose.With(OutlineParameters[bit], ((corner >> bit) & 1) == 0 ? -1f : 1f);
            }

            yield return pose;
            for (int i = 0; i < RandomPosesPerCorner; i++)
            {
                yield return RandomPose(random);
            }
        }
    }

    /// <summary>Some of the corners, far from each other.</summary>
    public static IEnumerable<Pose> Corners(int count)
    {
        const int Step = 13; // Odd, so that every extreme comes as often as its opposite.
        Pose[] all = [.. All()];
        return Enumerable.Range(0, count).Select(k => all[(1 + RandomPosesPerCorner) * (k * Step % (1 << OutlineParameters.Length))]);
    }

    private static Pose RandomPose(Random random) => Pose.FromValues(
        [.. PoseParameters.All.Select(p => p.Group.Minimum + ((p.Group.Maximum - p.Group.Minimum) * random.NextSingle()))]);
}
