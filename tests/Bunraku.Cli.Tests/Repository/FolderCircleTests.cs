using System.Reflection;
using NetArchTest.Rules;

namespace Bunraku.Cli.Tests.Repository;

/// <summary>Folders of a project use each other in one direction only, so that a reader of one need not know all.</summary>
public sealed class FolderCircleTests
{
    [Theory]
    [InlineData("Bunraku.Distillation", "Bunraku.Distillation")]
    [InlineData("Bunraku.Cli", "bunraku")]
    public void Folders_use_each_other_in_no_circle(string project, string assembly)
    {
        Dictionary<string, string[]> uses = UsesOf(project, Assembly.Load(assembly));
        Assert.True(uses.Count > 3, "The test has found no folders.");
        var free = new HashSet<string>();
        while (uses.Keys.Except(free).FirstOrDefault(folder => uses[folder].All(free.Contains)) is { } next)
        {
            free.Add(next);
        }

        Assert.Empty(uses.Keys.Except(free).Select(folder => $"{folder} -> {string.Join(", ", uses[folder].Except(free))}"));
    }

    /// <summary>The folders that each folder uses, by their namespaces; the files outside all folders are one more, named as the project.</summary>
    private static Dictionary<string, string[]> UsesOf(string project, Assembly assembly)
    {
        ILookup<string, string> types = assembly.GetTypes()
            .Where(type => type.Namespace?.StartsWith(project, StringComparison.Ordinal) == true && !type.IsNested)
            .ToLookup(type => FolderOf(project, type.Namespace!), type => type.FullName!);
        return types.ToDictionary(
            folder => folder.Key,
            folder => types.Where(other => other.Key != folder.Key && Uses(project, assembly, folder.Key, [.. other])).Select(other => other.Key).ToArray());
    }

    private static bool Uses(string project, Assembly assembly, string folder, string[] others) =>
        Types.InAssembly(assembly).That().HaveDependencyOnAny(others).GetTypes().Any(type => FolderOf(project, type.Namespace ?? "") == folder);

    private static string FolderOf(string project, string space) =>
        space.Length > project.Length && space.StartsWith(project + ".", StringComparison.Ordinal) ? space[(project.Length + 1)..].Split('.')[0] : project;
}
