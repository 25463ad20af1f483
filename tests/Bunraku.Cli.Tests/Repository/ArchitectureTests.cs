using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Bunraku.Core.Poses;
using Bunraku.TestSupport;
using NetArchTest.Rules;

namespace Bunraku.Cli.Tests.Repository;

/// <summary>The arrows of docs/architecture.md.</summary>
public sealed partial class ArchitectureTests
{
    /// <summary>No program refers to the plug-in and to the program for browsers, and neither does this one.</summary>
    private static readonly string PathOfTorch = PathOf("Bunraku.Torch"), PathOfWeb = PathOf("Bunraku.Web");

    private static readonly string[] Projects = ["Bunraku.Core", "Bunraku.Siren", "Bunraku.Conv", "Bunraku.Mocap", "Bunraku.Live", "Bunraku.Distillation", "Bunraku.Mpi", "Bunraku.Torch", "Bunraku.Web", "Bunraku.Studio", "Bunraku.Cli"];

    /// <summary>Each project, its assembly, and the projects that it may use.</summary>
    public static TheoryData<string, string, string[]> Arrows => new()
    {
        { "Bunraku.Core", "Bunraku.Core", [] },
        { "Bunraku.Siren", "Bunraku.Siren", ["Bunraku.Core"] },
        { "Bunraku.Conv", "Bunraku.Conv", ["Bunraku.Core", "Bunraku.Siren"] },
        { "Bunraku.Mocap", "Bunraku.Mocap", ["Bunraku.Core"] },
        { "Bunraku.Live", "Bunraku.Live", ["Bunraku.Core", "Bunraku.Siren", "Bunraku.Conv", "Bunraku.Mocap"] },
        { "Bunraku.Distillation", "Bunraku.Distillation", ["Bunraku.Core", "Bunraku.Siren", "Bunraku.Conv"] },
        { "Bunraku.Mpi", "Bunraku.Mpi", ["Bunraku.Core"] },
        { "Bunraku.Torch", PathOfTorch, ["Bunraku.Core", "Bunraku.Siren"] },
        { "Bunraku.Web", PathOfWeb, ["Bunraku.Core", "Bunraku.Mocap"] },
        { "Bunraku.Studio", "Bunraku.Studio", ["Bunraku.Core", "Bunraku.Siren", "Bunraku.Conv", "Bunraku.Mocap", "Bunraku.Live", "Bunraku.Distillation"] },
        { "Bunraku.Cli", "bunraku", ["Bunraku.Core", "Bunraku.Siren", "Bunraku.Conv", "Bunraku.Mocap", "Bunraku.Live", "Bunraku.Distillation", "Bunraku.Mpi", "Bunraku.Studio"] },
    };

    [Theory]
    [MemberData(nameof(Arrows))]
    public void A_project_uses_only_what_is_below_it(string project, string assembly, string[] allowed)
    {
        NetArchTest.Rules.TestResult result = Types.InAssembly(Load(assembly))
            .That()
            .DoNotHaveName(nameof(Core.Plugins.TorchPlugin)) // It knows the plug-in's name, to find it.
            .ShouldNot()
            .HaveDependencyOnAny([.. Projects.Except(allowed).Where(other => other != project)])
            .GetResult();

        Assert.True(result.IsSuccessful, $"{project} uses what it must not, in: {string.Join(", ", result.FailingTypeNames ?? [])}");
    }

    /// <summary>What is in the plug-in alone stays there: no program sees libtorch before it asks for it.</summary>
    [Theory]
    [MemberData(nameof(Arrows))]
    public void Only_the_plug_in_sees_TorchSharp(string project, string assembly, string[] allowed)
    {
        Assert.NotNull(allowed);
        IEnumerable<string?> references = Load(assembly).GetReferencedAssemblies().Select(name => name.Name);

        Assert.Equal(project == "Bunraku.Torch", references.Contains("TorchSharp"));
    }

    [Fact]
    public void The_table_of_arrows_knows_every_project() =>
        Assert.Equal(Directory.GetDirectories(Path.Combine(SharedData.Repository, "src")).Select(Path.GetFileName).Order(), Projects.Order());

    [Fact]
    public void The_rule_can_fail() =>
        Assert.False(Types.InAssembly(typeof(BunrakuCommandLine).Assembly).ShouldNot().HaveDependencyOnAny(typeof(Pose).Namespace).GetResult().IsSuccessful);

    [Fact]
    public void Core_and_engine_know_no_web_framework()
    {
        foreach (string assembly in (string[])["Bunraku.Core", "Bunraku.Siren", "Bunraku.Mocap", "Bunraku.Live", "Bunraku.Distillation"])
        {
            Assert.DoesNotContain(Assembly.Load(assembly).GetReferencedAssemblies(), name => name.Name!.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        }
    }

    /// <summary>The folders of a project from the bottom to the top: each may use only those before it, so no circle can come to be.</summary>
    [Theory]
    [InlineData("Bunraku.Live", "Bunraku.Live.", "Items", "Frames", "Stages", "Idle", "Expressions", "Trackers", "Teachers", "Puppets")]
    [InlineData(
        "Bunraku.Studio", "Bunraku.Studio.", "Setup", "Languages", "Security", "Shell", "Features.Videos", "Features.Midi", "Features.Help", "Features.Stages", "Features.Characters", "Features.Doctor", "Features.Expressions", "Features.Scenes", "Features.Items", "Features.ManualPoser", "Features.TeacherPoser", "Features.Overlay",
        "Features.Puppets", "Features.Voice", "Features.Mouse", "Features.Webcam", "Features.Trackers", "Features.Distiller", "Features.Api", "Features.Home")]
    [InlineData(
        "Bunraku.Distillation", "Bunraku.Distillation.", "Yaml", "Schedules", "Configuration", "Masks", "Poses", "Rig", "Bank", "Teachers", "Logging", "Quality", "Samples", "Runs", "Clusters", "Charts",
        "Training")]
    [InlineData("Bunraku.Conv", "Bunraku.Conv.", "Outputs", "Preparation", "Maps", "Kernels", "Steps", "SelfTest", "Networks", "Engine")]
    [InlineData("bunraku", "Bunraku.Cli.", "Shell", "Info", "Web", "Commands")]
    public void A_folder_uses_only_the_folders_below_it(string assembly, string root, params string[] folders)
    {
        Types types = Types.InAssembly(Load(assembly));
        string[] all = [.. types.GetTypes().Select(type => type.Namespace ?? "").Where(name => name.StartsWith(root, StringComparison.Ordinal)).Distinct()];
        Assert.All(all, name => Assert.Contains(folders, folder => name == root + folder || name.StartsWith($"{root}{folder}.", StringComparison.Ordinal)));
        for (int i = 0; i < folders.Length - 1; i++)
        {
            string[] above = [.. folders[(i + 1)..].Select(folder => root + folder)];
            NetArchTest.Rules.TestResult result = types.That().ResideInNamespace(root + folders[i]).ShouldNot().HaveDependencyOnAny(above).GetResult();
            Assert.True(result.IsSuccessful, $"{root}{folders[i]} uses a folder above it, in: {string.Join(", ", result.FailingTypeNames ?? [])}");
        }
    }

    [Fact]
    public void No_two_types_have_one_name()
    {
        IEnumerable<IGrouping<string, string>> types = Directory.GetFiles(Path.Combine(SharedData.Repository, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(SharedData.Repository, path).Split('/', '\\').Contains("obj"))
            .SelectMany(path => TypeDeclaration().Matches(File.ReadAllText(path)).Where(type => !type.Value.Contains(" partial ", StringComparison.Ordinal)).Select(type => (Name: type.Groups[1].Value, Path: path)))
            .GroupBy(type => type.Name, type => Path.GetFileName(type.Path));

        Assert.Empty(types.Where(type => type.Count() > 1).Select(type => $"{type.Key}: {string.Join(", ", type)}"));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        IEnumerable<string> listed = XDocument.Load(Path.Combine(SharedData.Repository, "Bunraku.slnx")).Descendants("Project").Select(project => project.Attribute("Path")!.Value);
        IEnumerable<string> found = ((string[])["src", "tests", "bench", "samples"])
            .SelectMany(folder => Directory.GetFiles(Path.Combine(SharedData.Repository, folder), "*.csproj", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(SharedData.Repository, path).Replace('\\', '/'));

        Assert.Equal(found.Order(), listed.Order());
    }

    [Fact]
    public void Every_package_has_its_line_in_the_architecture_document()
    {
        string document = File.ReadAllText(Path.Combine(SharedData.Repository, "docs", "architecture.md"));
        IEnumerable<string> packages = XDocument.Load(Path.Combine(SharedData.Repository, "Directory.Packages.props")).Descendants("PackageVersion").Select(package => package.Attribute("Include")!.Value);

        Assert.All(packages, package => Assert.Contains($"| `{package}` |", document, StringComparison.Ordinal));
    }

    private static string PathOf(string project) => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, $"../../{project}/release/{project}.dll"));

    internal static Assembly Load(string assembly) => Path.IsPathRooted(assembly) ? Assembly.LoadFrom(assembly) : Assembly.Load(assembly);

    /// <summary>A type at the top of a file, with its type parameters.</summary>
    [GeneratedRegex(@"^(?:(?:public|internal|static|sealed|abstract|readonly|partial|unsafe|ref) )*(?:class|struct|record struct|record|interface|enum) (\w+(?:<[^>]*>)?)", RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();
}
