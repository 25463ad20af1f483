using System.Text.Json;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Repository;

/// <summary>What a download says of the works of others in it.</summary>
public sealed class ThirdPartyTests
{
    private static readonly string Names = File.ReadAllText(Path.Combine(SharedData.Repository, "packaging", "THIRD-PARTY.txt"));

    [Theory]
    [InlineData("Bunraku.Cli", "bunraku")]
    [InlineData("Bunraku.Torch", "Bunraku.Torch")]
    public void Every_package_is_named_with_its_licence(string project, string assembly)
    {
        using JsonDocument dependencies = JsonDocument.Parse(File.ReadAllText(Path.Combine(SharedData.Repository, "artifacts", "bin", project, "release", assembly + ".deps.json")));
        string[] packages =
        [
            .. dependencies.RootElement.GetProperty("libraries").EnumerateObject().Where(library => library.Value.GetProperty("type").GetString() == "package")
                .Select(library => library.Name.Split('/')[0]).Where(name => !name.StartsWith("libtorch-", StringComparison.Ordinal)), // The user fetches it.
        ];

        Assert.NotEmpty(packages);
        Assert.All(packages, package => Assert.Contains($"  {package} ", Names, StringComparison.Ordinal));
    }
}
