using Bunraku.Distillation.Configuration;
using Bunraku.TestSupport;

namespace Bunraku.Studio.Tests.Distiller;

public sealed class DocumentationTests
{
    [Fact]
    public void The_table_of_the_original_interface_names_every_field()
    {
        string[] lines = File.ReadAllLines(Path.Combine(SharedData.Repository, "docs", "distiller-ui.md"));

        foreach (ConfigField field in ConfigFields.All)
        {
            Assert.Contains(lines, line => line.StartsWith('|') && line.Contains($"`{field.Name}`", StringComparison.Ordinal));
        }
    }
}
