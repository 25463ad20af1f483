using System.Text;
using Bunraku.Core.Errors;
using Bunraku.Core.Poses;
using Bunraku.Core.Tests.Files;
using CsCheck;

namespace Bunraku.Core.Tests.Poses;

public sealed class PoseTextTests
{
    private static readonly string FortyFive = string.Join(", ", Enumerable.Range(0, 45));

    [Fact]
    public void An_object_names_what_is_not_zero()
    {
        PoseDocument document = PoseText.Parse("""{ "eye_wink_left": 1, "head_y": -0.25 }""", "test");
        Assert.False(document.IsList);
        Assert.Equal(Pose.Rest.With("eye_wink_left", 1f).With("head_y", -0.25f), Assert.Single(document.Poses));
    }

    [Fact]
    public void An_empty_object_is_the_pose_of_rest() => Assert.Equal(Pose.Rest, PoseText.ParseOne("{}", "test"));

    [Fact]
    public void An_array_of_45_numbers_is_one_pose()
    {
        PoseDocument document = PoseText.Parse($"[{FortyFive}]", "test");
        Assert.False(document.IsList);
        Assert.Equal(Enumerable.Range(0, 45).Select(i => (float)i), document.Poses.Single().Values.ToArray());
    }

    [Fact]
    public void An_array_of_poses_is_a_list_in_either_form_and_of_any_length()
    {
        PoseDocument two = PoseText.Parse($$"""[{ "breathing": 0.5 }, [{{FortyFive}}]]""", "test");
        Assert.True(two.IsList);
        Assert.Equal(2, two.Poses.Length);
        Assert.Equal(0.5f, two.Poses[0]["breathing"]);
        Assert.Equal(44f, two.Poses[1]["breathing"]);
        PoseDocument one = PoseText.Parse("[{}]", "test");
        Assert.True(one.IsList);
        Assert.Single(one.Poses);
    }

    [Fact]
    public void Comments_and_trailing_commas_of_hand_written_files_are_accepted() =>
        Assert.Equal(1f, PoseText.ParseOne("{ // wink\n \"eye_wink_left\": 1, }", "test")["eye_wink_left"]);

    [Theory]
    [InlineData("""{ "eye_wink": 1 }""", "test: there is no pose parameter named \"eye_wink\". Did you mean eye_wink_left or eye_wink_right?")]
    [InlineData("""{ "Head_Y": 1 }""", "test: there is no pose parameter named \"Head_Y\". Did you mean head_y?")]
    [InlineData("""{ "moth_aaa": 1 }""", "test: there is no pose parameter named \"moth_aaa\". Did you mean mouth_aaa?")]
    [InlineData("""{ "xyz": 1 }""", "test: there is no pose parameter named \"xyz\". The 45 names are listed in docs/pose.md.")]
    [InlineData("""{ "head_y": 1, "head_y": 0 }""", "test: head_y is given twice. Remove one of the two.")]
    [InlineData("""{ "head_y": "0.5" }""", "test: head_y must be a number, but \"0.5\" was found.")]
    [InlineData("""{ "head_y": null }""", "test: head_y must be a number, but null was found.")]
    [InlineData("""{ "head_y": [1] }""", "test: head_y must be a number, but an array was found.")]
    [InlineData("""{ "head_y": 1e39 }""", "test: head_y must be a finite number, but 1e39 is too large.")]
    [InlineData("""{ "head_y": -1e999 }""", "test: head_y must be a finite number, but -1e999 is too large.")]
    [InlineData("[1, 2, 3]", "test: a pose as an array has 45 numbers, but this one has 3.")]
    [InlineData("[{}, [1, 2, 3]]", "test: pose 1: a pose as an array has 45 numbers, but this one has 3.")]
    [InlineData("[{}, { \"head_z\": 1 }]", "test: pose 1: there is no pose parameter named \"head_z\". Did you mean head_x or head_y?")]
    [InlineData("[{}, 5]", "test: pose 1: a pose is an object of names and numbers or an array of 45 numbers, but 5 was found.")]
    [InlineData("[]", "test: the array holds no pose.")]
    [InlineData("true", "test: a pose is an object of names and numbers or an array of 45 numbers, but true was found.")]
    [InlineData("{ \"\\ud800\": 1 }", "test: a name is not valid text (it holds half a character).")]
    public void What_is_wrong_is_said_with_its_place(string json, string message) =>
        Assert.Equal(message, Assert.Throws<BadInputException>(() => PoseText.Parse(json, "test")).Message);

    [Fact]
    public void A_wrong_value_in_an_array_is_named_by_its_index_and_parameter()
    {
        string json = $"[{FortyFive.Replace(" 26,", " \"x\",", StringComparison.Ordinal)}]";
        var error = Assert.Throws<BadInputException>(() => PoseText.Parse(json, "test"));
        Assert.Equal("test: number 26 (mouth_aaa) must be a number, but \"x\" was found.", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{ head_y: 1 }")]
    [InlineData("{ \"head_y\": NaN }")]
    [InlineData("{} {}")]
    public void What_is_no_JSON_is_reported_with_its_line(string json) =>
        Assert.StartsWith("test: this is not valid JSON (line 1, ", Assert.Throws<BadInputException>(() => PoseText.Parse(json, "test")).Message, StringComparison.Ordinal);

    [Fact]
    public void Deeply_nested_JSON_is_bad_input() =>
        Assert.Throws<BadInputException>(() => PoseText.Parse(new string('[', 100_000), "test"));

    [Fact]
    public void Any_text_is_a_pose_or_bad_input()
    {
        Gen<string> pieces = Gen.OneOf("{", "}", "[", "]", ":", ",", "\"head_y\"", "\"\\udc00\"", "1", "-0", "1e400", "null", "\"", "\\", "//", " ", "\ud800");
        pieces.Array[0, 30].Select(string.Concat).Sample(
            text =>
            {
                try
                {
                    PoseText.Parse(text, "test");
                }
                catch (BadInputException error)
                {
                    Assert.StartsWith("test: ", error.Message, StringComparison.Ordinal);
                }
            },
            iter: 20_000);
    }

    [Fact]
    public void One_pose_is_required_where_one_is_expected() =>
        Assert.Equal("test: one pose was expected, but 2 were found.", Assert.Throws<BadInputException>(() => PoseText.ParseOne("[{}, {}]", "test")).Message);

    [Fact]
    public void A_file_with_a_byte_order_mark_is_read()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("pose.json"), """{ "head_x": 0.5 }""", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        Assert.Equal(0.5f, PoseText.Read(folder.File("pose.json")).Poses.Single()["head_x"]);
    }

    [Fact]
    public void An_error_in_a_file_begins_with_its_path()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("pose.json");
        Assert.StartsWith(path + ": there is no such file", Assert.Throws<BadInputException>(() => PoseText.Read(path)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(path, [0x22, 0xFF, 0xFE, 0x22]);
        Assert.StartsWith(path + ": ", Assert.Throws<BadInputException>(() => PoseText.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pose_survives_being_written_and_read() => Gen.Float[-1.5f, 1.5f].Array[45].Sample(values =>
    {
        Pose pose = Pose.FromValues(values);
        return PoseText.ParseOne(PoseText.ToJson(pose), "round trip").Equals(pose);
    });

    [Fact]
    public void Written_JSON_names_only_what_is_not_zero() =>
        Assert.Equal("{\n  \"mouth_aaa\": 0.1,\n  \"neck_z\": -1\n}", PoseText.ToJson(Pose.Rest.With("neck_z", -1f).With("mouth_aaa", 0.1f)));

    [Fact]
    public void Assignments_change_the_pose_they_start_from()
    {
        Pose start = Pose.Rest.With("head_x", 0.5f).With("head_y", 0.5f);
        Pose pose = PoseText.ParseAssignments(["head_y=-1", " breathing = 2.5e-1 "], start);
        Assert.Equal(start.With("head_y", -1f).With("breathing", 0.25f), pose);
    }

    [Theory]
    [InlineData("\"head_y\": name=value was expected, for example head_y=0.5.", "head_y")]
    [InlineData("\"head_q=1\": there is no pose parameter named \"head_q\". Did you mean head_x or head_y?", "head_q=1")]
    [InlineData("\"head_y=\": head_y must be a finite number such as 0.5, but \"\" was found.", "head_y=")]
    [InlineData("\"head_y=0,5\": head_y must be a finite number such as 0.5, but \"0,5\" was found.", "head_y=0,5")]
    [InlineData("\"head_y=NaN\": head_y must be a finite number such as 0.5, but \"NaN\" was found.", "head_y=NaN")]
    [InlineData("\"head_y=1e40\": head_y must be a finite number such as 0.5, but \"1e40\" was found.", "head_y=1e40")]
    [InlineData("\"head_y=1\": head_y is given twice. Remove one of the two.", "head_y=0", "head_y=1")]
    [InlineData("\"=1\": there is no pose parameter named \"\". The 45 names are listed in docs/pose.md.", "=1")]
    public void A_wrong_assignment_is_quoted(string message, params string[] assignments) =>
        Assert.Equal(message, Assert.Throws<BadInputException>(() => PoseText.ParseAssignments(assignments, Pose.Rest)).Message);

    [Fact]
    public void Values_outside_their_range_are_kept_and_warned_about()
    {
        Pose pose = PoseText.ParseOne("""{ "eye_wink_left": -0.5, "head_y": -1, "mouth_aaa": 1.5 }""", "test");
        Assert.Equal(-0.5f, pose["eye_wink_left"]);
        Assert.Equal(
            [
                "eye_wink_left is -0.5, outside its range 0 to 1; it is used as it is.",
                "mouth_aaa is 1.5, outside its range 0 to 1; it is used as it is.",
            ],
            PoseText.WarningsFor(pose));
        Assert.Empty(PoseText.WarningsFor(Pose.Default));
    }
}
