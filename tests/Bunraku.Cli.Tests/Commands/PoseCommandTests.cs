using Bunraku.Cli.Commands;
using Bunraku.Core.Images;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Commands;

public sealed class PoseCommandTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Category", "Slow")]
    public async Task All_forms_of_a_pose_and_of_a_character_give_the_same_picture()
    {
        string pose = _folder.Write("pose.json", """{ "head_y": 0.5, "mouth_aaa": 1 }""");
        string list = _folder.Write("list.json", """[{ "head_y": 0.5, "mouth_aaa": 1 }]""");

        (await CliRun.OfAsync("pose", Character, "--pose", pose, "-o", _folder["a.png"])).Succeeded();
        (await CliRun.OfAsync("pose", Path.Combine(Character, "character_model.yaml"), "--set", "head_y=0.5", "mouth_aaa=1", "--output", _folder["b.png"])).Succeeded();
        (await CliRun.OfAsync("pose", Character, "--set", "head_y=0.5", "--set", "mouth_aaa=1", "-o", _folder["c.png"])).Succeeded();
        (await CliRun.OfAsync("pose", Character, "--pose", list, "-o", _folder["d"])).Succeeded();

        byte[] expected = PngFile.Read(_folder["a.png"]).Pixels;
        Assert.All([_folder["b.png"], _folder["c.png"], _folder["d", "0000.png"]], path => Assert.Equal(expected, PngFile.Read(path).Pixels));
    }

    [Fact]
    public async Task Without_a_pose_the_character_rests()
    {
        (await CliRun.OfAsync("pose", Character, "-o", _folder["a.png"])).Succeeded();
        (await CliRun.OfAsync("pose", Character, "--pose", _folder.Write("pose.json", "{}"), "-o", _folder["b.png"])).Succeeded();

        Assert.Equal(PngFile.Read(_folder["b.png"]).Pixels, PngFile.Read(_folder["a.png"]).Pixels);
    }

    [Theory]
    [InlineData("koito")]
    [InlineData("Koito")]
    public async Task The_character_that_comes_with_the_program_is_known_by_her_name(string name)
    {
        (await CliRun.OfAsync("pose", name, "-o", _folder["a.png"])).Succeeded();
        (await CliRun.OfAsync("pose", Character, "-o", _folder["b.png"])).Succeeded();

        Assert.Equal(PngFile.Read(_folder["b.png"]).Pixels, PngFile.Read(_folder["a.png"]).Pixels);
        string other = _folder[name];
        Assert.Equal(other, CharacterArgument.PathOf(other));
    }

    [Fact]
    public async Task Values_outside_their_range_are_used_and_warned_about()
    {
        CliRun run = await CliRun.OfAsync("pose", Character, "--set", "head_y=1.5", "-o", _folder["a.png"]);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("bunraku: warning: head_y is 1.5", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""{ "head_y": "left" }""")]
    [InlineData("""{ "no_such_name": 1 }""")]
    [InlineData("[1, 2, 3]")]
    [InlineData("{")]
    public async Task A_bad_pose_file_is_named_and_nothing_is_written(string json)
    {
        string pose = _folder.Write("pose.json", json);

        (await CliRun.OfAsync("pose", Character, "--pose", pose, "-o", _folder["a.png"])).Refused(pose);

        Assert.Equal(["pose.json"], _folder.Content());
    }

    [Theory]
    [InlineData("head_y", "name=value")]
    [InlineData("head=1", "head_x")]
    [InlineData("head_y=nan", "finite")]
    [InlineData("head_y=1e99", "finite")]
    public async Task A_bad_value_is_explained(string assignment, string word) =>
        (await CliRun.OfAsync("pose", Character, "--set", assignment, "-o", _folder["a.png"])).Refused(assignment, word);

    [Fact]
    public async Task A_pose_from_a_file_and_from_values_at_once_is_refused() =>
        (await CliRun.OfAsync("pose", Character, "--pose", _folder.Write("pose.json", "{}"), "--set", "head_y=1", "-o", _folder["a.png"])).Refused("--pose", "--set");

    [Fact]
    public async Task A_file_where_the_folder_of_many_pictures_should_be_is_reported()
    {
        string taken = _folder.Write("taken", "");
        string list = _folder.Write("list.json", "[{}, {}]");

        (await CliRun.OfAsync("pose", Character, "--pose", list, "-o", taken)).Refused(taken, "folder");
    }

    [Fact]
    public async Task A_missing_output_folder_is_reported_and_not_created()
    {
        (await CliRun.OfAsync("pose", Character, "-o", _folder["no", "a.png"])).Refused(_folder["no", "a.png"]);

        Assert.Empty(_folder.Content());
    }

    private static string Character => TestData.Koito;
}
