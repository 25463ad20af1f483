using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Poses;
using Bunraku.Core.Posing;

namespace Bunraku.TestSupport;

/// <summary>One golden pose of a character, with every output of the original program that was kept of it.</summary>
/// <param name="Character">The character, the same object for all of its poses.</param>
/// <param name="Stem">The full path of the pose's files up to the differing ends: <c>{Stem}.png</c> and so on.</param>
/// <param name="Pose">The pose.</param>
public sealed partial record StudentGolden(CharacterModel Character, string Stem, Pose Pose)
{
    /// <summary>The pose's name, for messages.</summary>
    public string Name => Path.GetFileName(Stem);

    /// <summary>All golden poses of all characters.</summary>
    public static IReadOnlyList<StudentGolden> ReadAll()
    {
        List<StudentGolden> all = [];
        foreach (string folder in TestData.Folders("golden", "student").SelectMany(folder => Directory.GetDirectories(folder).Order(StringComparer.Ordinal)))
        {
            using JsonDocument index = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "poses.json")));
            string name = index.RootElement.GetProperty("character").GetString()!;
            CharacterModel character = name == MadeUpCharacter.Name ? MadeUpCharacter.Create() : CharacterModel.Load(TestData.Character(name));
            all.AddRange(index.RootElement.GetProperty("poses").EnumerateArray().Select(entry => new StudentGolden(
                character,
                Path.Combine(folder, entry.GetProperty("file_stem").GetString()!),
                Pose.FromValues([.. entry.GetProperty("vector").EnumerateArray().Select(value => value.GetSingle())]))));
        }

        return all;
    }

    /// <summary>Whether pictures of the pose were kept, in addition to arrays.</summary>
    public bool HasPictures => File.Exists(Stem + ".png");

    /// <summary>Fails unless the given outputs of a frame agree with all that was kept of them; returns how many files that were.</summary>
    public int AssertMatches(PosedFrame frame, params IEnumerable<StudentOutput> outputs)
    {
        int compared = 0;
        foreach (string path in Directory.GetFiles(Path.GetDirectoryName(Stem)!, $"{Name}_output*.npy"))
        {
            Match file = OutputFile().Match(path);
            StudentOutput output = StudentOutput.All[int.Parse(file.Groups["index"].Value, CultureInfo.InvariantCulture)];
            if (!outputs.Contains(output))
            {
                continue;
            }

            int step = file.Groups["step"].Success ? int.Parse(file.Groups["step"].Value, CultureInfo.InvariantCulture) : 1;
            (int[] shape, float[] expected) = NpyReader.Read(path);
            output.AssertClose(Name, expected, Every(step, shape, output.ValuesOf(frame)));
            compared++;
        }

        return compared;
    }

    /// <summary>Every step-th row and column of square planes, as many planes as the shape says.</summary>
    private static float[] Every(int step, int[] shape, float[] planes)
    {
        if (step == 1)
        {
            return planes;
        }

        const int Size = CharacterPicture.Size;
        (int channels, int rows, int columns) = (shape[0], shape[1], shape[2]);
        float[] sampled = new float[channels * rows * columns];
        for (int i = 0; i < sampled.Length; i++)
        {
            int row = i / columns % rows * step;
            int column = i % columns * step;
            sampled[i] = planes[((((i / (rows * columns)) * Size) + row) * Size) + column];
        }

        return sampled;
    }

    [GeneratedRegex(@"_output(?<index>\d)_(every(?<step>\d+)|\w+)\.npy$")]
    private static partial Regex OutputFile();
}
