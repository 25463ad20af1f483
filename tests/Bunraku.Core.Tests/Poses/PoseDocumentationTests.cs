using System.Globalization;
using System.Text.RegularExpressions;
using Bunraku.Core.Poses;
using Bunraku.TestSupport;

namespace Bunraku.Core.Tests.Poses;

/// <summary>docs/pose.md says what the code does.</summary>
public sealed partial class PoseDocumentationTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(SharedData.Repository, "docs", "pose.md"));

    [Fact]
    public void The_table_lists_every_parameter_in_order_with_its_range_and_a_description()
    {
        string[][] rows = [.. TableRow().Matches(Text).Select(match => match.Groups.Values.Skip(1).Select(group => group.Value).ToArray())];
        string[][] expected =
        [
            .. PoseParameters.All.Select(parameter => new[]
            {
                parameter.Index.ToString(CultureInfo.InvariantCulture),
                parameter.Name,
                string.Create(CultureInfo.InvariantCulture, $"{parameter.Group.Minimum} to {parameter.Group.Maximum}"),
            }),
        ];
        Assert.Equal(expected, rows.Select(row => row[..3]));
        Assert.All(rows, row => Assert.True(row[3].Length > 3, row[1]));
    }

    [Fact]
    public void Every_example_is_read_as_a_pose_or_an_animation()
    {
        string[] examples = [.. JsonBlock().Matches(Text).Select(match => match.Groups[1].Value)];
        Assert.True(examples.Length >= 4);
        foreach (string example in examples)
        {
            if (example.Contains("\"time\"", StringComparison.Ordinal))
            {
                Assert.Empty(PoseTimeline.Parse(example, "docs/pose.md", 30).Warnings);
            }
            else
            {
                Assert.All(PoseText.Parse(example, "docs/pose.md").Poses, pose => Assert.Empty(PoseText.WarningsFor(pose)));
            }
        }
    }

    [GeneratedRegex(@"^\| (\d+) \| `(\w+)` \| ([^|]+?) \| ([^|]+?) \|$", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex("```json\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
