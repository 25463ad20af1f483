using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Teachers;

namespace Bunraku.Distillation.Tests;

/// <summary>A character of synthetic weights on a smooth picture, for tests that need no particular one.</summary>
internal static class SyntheticCharacter
{
    public static CharacterModel Create() => new(
        "synthetic", new CharacterPicture(Picture()), new StudentWeights(SyntheticWeights.StudentFace(), SyntheticWeights.StudentBody()));

    /// <summary>A pose in range, always the same for an index.</summary>
    public static Pose PoseOf(int index)
    {
        var random = new Random(1000 + index);
        return Pose.FromValues([.. PoseParameters.All.Select(p => p.Group.Minimum + ((p.Group.Maximum - p.Group.Minimum) * random.NextSingle()))]);
    }

    public static Pose[] Poses(int count) => [.. Enumerable.Range(0, count).Select(PoseOf)];

    private static float[] Picture()
    {
        const int Size = CharacterPicture.Size;
        float[] values = new float[4 * Size * Size];
        for (int i = 0; i < values.Length; i++)
        {
            (int channel, int row, int column) = (i / (Size * Size), i / Size % Size, i % Size);
            values[i] = (float)(0.8 * Math.Sin((0.02 * column) + channel) * Math.Cos(0.013 * row));
        }

        return values;
    }
}
