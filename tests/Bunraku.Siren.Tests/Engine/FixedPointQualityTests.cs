using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;
using Bunraku.TestSupport;

namespace Bunraku.Siren.Tests.Engine;

/// <summary>How close live frames in fixed point come to float32, for real characters.</summary>
[Trait("Category", "Slow")]
[Trait("Category", SharedData.Further)]
public sealed class FixedPointQualityTests
{
    private const int Pixels = CharacterPicture.Size * CharacterPicture.Size;

    // The least PSNR inside the character that a character must have, in dB.
    private static readonly (string Name, double LeastDb)[] Limits = [("koito", 55), ("lambda_00", 55), ("lambda_01", 70)];

    public static TheoryData<string, double> Characters => [.. Limits.Where(limit => FolderOf(limit.Name) is not null)];

    [Theory]
    [MemberData(nameof(Characters))]
    public void The_difference_is_invisible(string name, double leastDb)
    {
        Assert.SkipUnless(SimdWidths.OfferedForFixedPoint(SimdWidths.Widest) is not null, "This process has no fixed point.");
        CharacterModel character = CharacterModel.Load(FolderOf(name)!);
        using var poser = new StudentPoser(character, new StudentPoserOptions { Arithmetic = Arithmetic.FixedPoint });
        PosedFrame expected = new(PoseRequest.Whole), actual = new(PoseRequest.Live);
        (double worst, long far, long values) = (double.PositiveInfinity, 0, 0);
        foreach (Pose pose in Enumerable.Range(1, 8).Select(RandomCharacter.CreatePose))
        {
            poser.Render(pose, expected);
            poser.Render(pose, actual);
            worst = Math.Min(worst, PsnrInsideDb(expected.Blended, actual.Blended));
            (long farHere, long valuesHere) = FarBytes(expected, actual);
            (far, values) = (far + farHere, values + valuesHere);
        }

        Console.WriteLine($"{name}: worst pose {worst:0.0} dB; {100.0 * far / values:0.0000} % of 8-bit values differ by more than 2");
        Assert.True(worst >= leastDb, $"{name}: {worst} dB.");
        Assert.True(far <= 0.001 * values, $"{name}: {far} of {values} values of 8 bits differ by more than 2.");
    }

    private static string? FolderOf(string name)
    {
        string? folder = name == "koito" ? TestData.Koito : SharedData.Root is { } root ? Path.Combine(root, "character_models", name) : null;
        return Directory.Exists(folder) ? folder : null;
    }

    private static double PsnrInsideDb(float[] expected, float[] actual)
    {
        (double squares, long count) = (0, 0);
        for (int i = 0; i < expected.Length; i++)
        {
            // Transparent is -1; the span of values is 2.
            if (expected[(3 * Pixels) + (i % Pixels)] > (2 / 512f) - 1)
            {
                squares += Math.Pow(actual[i] - (double)expected[i], 2);
                count++;
            }
        }

        return 10 * Math.Log10(4 * count / squares);
    }

    /// <summary>The values inside the character that differ by more than 2 of 255, and all of them.</summary>
    private static (long Far, long All) FarBytes(PosedFrame expected, PosedFrame actual)
    {
        byte[] first = new StraightImage(CharacterPicture.Size, CharacterPicture.Size).Pixels, second = new byte[first.Length];
        FrameConversion.ToStraight(expected.Blended, CharacterPicture.Size, CharacterPicture.Size, first);
        FrameConversion.ToStraight(actual.Blended, CharacterPicture.Size, CharacterPicture.Size, second);
        (long far, long all) = (0, 0);
        for (int i = 0; i < first.Length; i++)
        {
            if (first[i | 3] > 0)
            {
                all++;
                far += Math.Abs(first[i] - second[i]) > 2 ? 1 : 0;
            }
        }

        return (far, all);
    }
}
