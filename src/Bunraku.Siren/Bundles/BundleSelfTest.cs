using System.Runtime.InteropServices;
using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.Siren.Support;

namespace Bunraku.Siren.Bundles;

/// <summary>What a player must draw before it may show anything: a few poses, each at a few hundred points inside the mask.</summary>
internal static class BundleSelfTest
{
    private const int Size = CharacterPicture.Size;
    private const int Plane = Size * Size;
    private const int Points = 512;

    /// <summary>The poses, the points and the values.</summary>
    public static BundleSection[] Of(CharacterModel character, SupportMask mask)
    {
        Pose[] poses = [Pose.Default, .. SupportPoses.All().Take(2)];
        (int Row, int Column)[] points = PointsOf(mask);
        float[] values = new float[poses.Length * points.Length * 4];
        using var poser = new StudentPoser(character);
        var frame = new PosedFrame(PoseRequest.Whole);
        int next = 0;
        foreach (Pose pose in poses)
        {
            poser.Render(pose, frame);
            foreach ((int row, int column) in points)
            {
                for (int channel = 0; channel < 4; channel++)
                {
                    values[next++] = frame.Blended[(channel * Plane) + (row * Size) + column];
                }
            }
        }

        ushort[] places = [.. points.SelectMany(point => new[] { (ushort)point.Row, (ushort)point.Column })];
        return
        [
            BundleSection.Of(BundleLayout.TestPoses, [poses.Length, PoseParameters.All.Length], [.. poses.SelectMany(pose => pose.Values.ToArray())]),
            new(BundleLayout.TestPoints, BundleType.Integers, [points.Length, 2], MemoryMarshal.AsBytes(places.AsSpan()).ToArray()),
            BundleSection.Of(BundleLayout.TestValues, [poses.Length, points.Length, 4], values),
        ];
    }

    // Evenly spread over the mask's pixels; over all pixels where the mask has none.
    private static (int Row, int Column)[] PointsOf(SupportMask mask)
    {
        int[] inside = [.. Enumerable.Range(0, Plane).Where(pixel => mask.Contains(pixel / Size, pixel % Size))];
        int[] from = inside.Length > 0 ? inside : [.. Enumerable.Range(0, Plane)];
        int count = Math.Min(Points, from.Length);
        return [.. Enumerable.Range(0, count).Select(i => from[(int)((i + 0.5) * from.Length / count)]).Select(pixel => (pixel / Size, pixel % Size))];
    }
}
