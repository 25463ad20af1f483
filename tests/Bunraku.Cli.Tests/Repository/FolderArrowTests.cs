using System.Reflection;

namespace Bunraku.Cli.Tests.Repository
{
    /// <summary>The folders inside every project have an order: none uses a folder that uses it.</summary>
    public sealed class FolderArrowTests
    {
        public static TheoryData<string, string> Projects => [.. ArchitectureTests.Arrows.Select(row => (row.Data.Item1, row.Data.Item2))];

        [Theory]
        [MemberData(nameof(Projects))]
        public void Folders_of_a_project_form_no_circle(string project, string assembly)
        {
            IReadOnlyList<string> circular = FolderArrows.Of(ArchitectureTests.Load(assembly).Location, project).Circular();

            Assert.True(circular.Count == 0, $"Folders of {project} use each other in a circle:\n{string.Join('\n', circular)}");
        }

        /// <summary>The samples below: two folders that use each other in method bodies only, and one that nobody uses.</summary>
        [Fact]
        public void A_circle_in_method_bodies_is_found()
        {
            IReadOnlyList<string> circular = FolderArrows.Of(Assembly.GetExecutingAssembly().Location, "Bunraku.Cli.Tests.Repository.Sample").Circular();

            Assert.Equal(["First -> Second (FirstSample uses SecondSample)", "Second -> First (SecondSample uses FirstSample)"], circular);
        }
    }
}

namespace Bunraku.Cli.Tests.Repository.Sample.First
{
    internal static class FirstSample
    {
        public static string Name() => typeof(Second.SecondSample).Name;
    }
}

namespace Bunraku.Cli.Tests.Repository.Sample.Second
{
    internal static class SecondSample
    {
        public static string Name() => First.FirstSample.Name();
    }
}

namespace Bunraku.Cli.Tests.Repository.Sample.Third
{
    internal static class ThirdSample
    {
        public static string Name() => First.FirstSample.Name();
    }
}
