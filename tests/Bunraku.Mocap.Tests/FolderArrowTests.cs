using System.Text.RegularExpressions;
using Bunraku.TestSupport;

namespace Bunraku.Mocap.Tests;

/// <summary>The folders of the project use each other in one direction only.</summary>
public sealed partial class FolderArrowTests
{
    [Fact]
    public void No_folder_uses_itself_through_others()
    {
        Dictionary<string, HashSet<string>> uses = Uses();
        Assert.Contains("Faces", uses["Sources"]);

        foreach (string folder in uses.Keys)
        {
            var reached = new HashSet<string>();
            var next = new Queue<string>(uses[folder]);
            while (next.TryDequeue(out string? used))
            {
                if (reached.Add(used))
                {
                    uses.GetValueOrDefault(used, []).ToList().ForEach(next.Enqueue);
                }
            }

            Assert.DoesNotContain(folder, reached);
        }
    }

    /// <summary>For each folder the other folders that its files name.</summary>
    private static Dictionary<string, HashSet<string>> Uses()
    {
        string project = Path.Combine(SharedData.Repository, "src", "Bunraku.Mocap");
        return Directory.GetDirectories(project).ToDictionary(
            folder => Path.GetFileName(folder),
            folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                .SelectMany(file => Folder().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
                .Where(used => used != Path.GetFileName(folder))
                .ToHashSet());
    }

    [GeneratedRegex(@"Bunraku\.Mocap\.(\w+)")]
    private static partial Regex Folder();
}
