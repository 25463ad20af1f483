using System.Globalization;
using System.Text.Json;
using Bunraku.Core.Characters;
using Bunraku.Core.Images;
using Bunraku.Core.Posing;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Commands;

[Trait("Category", SharedData.Golden)]
[Trait("Category", "Slow")]
[Trait("Category", SharedData.Further)]
public sealed class PoseGoldenTests : IDisposable
{
    private const int WellConditionedAlpha = 8;
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Straight_pictures_and_raw_frames_are_those_of_the_original()
    {
        foreach (IGrouping<CharacterModel, StudentGolden> character in StudentGolden.ReadAll().GroupBy(golden => golden.Character))
        {
            StudentGolden[] goldens = [.. character];
            (await CliRun.OfAsync("pose", FolderOf(character.Key), "--pose", WritePoses(goldens), "-o", _folder["png"], "--raw", _folder["npy"])).Succeeded();

            for (int i = 0; i < goldens.Length; i++)
            {
                if (goldens[i].HasPictures)
                {
                    StraightImage expected = PngFile.Read(goldens[i].Stem + "_straight.png");
                    PictureComparison.AssertClose(expected, PngFile.Read(_folder["png", Numbered(i, ".png")]), WellConditionedAlpha);
                }

                (int[] shape, float[] values) = NpyReader.Read(_folder["npy", Numbered(i, ".npy")]);
                Assert.Equal([4, 512, 512], shape);
                var frame = new PosedFrame();
                values.CopyTo(frame.Blended, 0);
                Assert.NotEqual(0, goldens[i].AssertMatches(frame, StudentOutput.Blended));
            }
        }
    }

    [Fact]
    public async Task The_display_conversion_of_the_original_can_be_chosen()
    {
        IGrouping<CharacterModel, StudentGolden>[] characters = [.. StudentGolden.ReadAll().Where(golden => golden.HasPictures).GroupBy(golden => golden.Character)];
        Assert.NotEmpty(characters);
        foreach (IGrouping<CharacterModel, StudentGolden> character in characters)
        {
            StudentGolden[] goldens = [.. character];
            (await CliRun.OfAsync("pose", FolderOf(character.Key), "--pose", WritePoses(goldens), "-o", _folder["png"], "--display", "original")).Succeeded();

            for (int i = 0; i < goldens.Length; i++)
            {
                PictureComparison.AssertClose(PngFile.Read(goldens[i].Stem + ".png"), PngFile.Read(_folder["png", Numbered(i, ".png")]), fromAlpha: 0);
            }
        }
    }

    /// <summary>The folder that a character was loaded from, or one that the made-up character is written to.</summary>
    private string FolderOf(CharacterModel character)
    {
        if (character.SourceDirectory is { } source)
        {
            return source;
        }

        character.Save(_folder[character.Name]);
        return _folder[character.Name];
    }

    private static string Numbered(int index, string ending) => index.ToString("D4", CultureInfo.InvariantCulture) + ending;

    private string WritePoses(IEnumerable<StudentGolden> goldens) =>
        _folder.Write("poses.json", JsonSerializer.Serialize(goldens.Select(golden => golden.Pose.Values.ToArray())));
}
