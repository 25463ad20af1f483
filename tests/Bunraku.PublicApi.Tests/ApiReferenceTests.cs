using System.Diagnostics;
using System.Text.RegularExpressions;
using Bunraku.TestSupport;

namespace Bunraku.PublicApi.Tests;

public sealed partial class ApiReferenceTests
{
    /// <summary>Takes minutes, and fetches docfx the first time.</summary>
    [Fact(Explicit = true)]
    public async Task The_reference_has_every_type_and_no_broken_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "./release is a script for Linux and macOS.");
        using Process making = Process.Start(Path.Combine(SharedData.Repository, "release"), "api");
        await making.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, making.ExitCode);

        string root = Path.Combine(SharedData.Repository, "artifacts", "release", "api");
        string[] pages = Directory.GetFiles(root, "*.html", SearchOption.AllDirectories);
        Assert.All(
            Libraries.Names.SelectMany(name => Libraries.Load(name).GetExportedTypes()),
            type => Assert.Contains(Path.Combine(root, "reference", $"{type.FullName!.Replace('+', '.').Replace('`', '-')}.html"), pages));
        Assert.Equal([], pages.SelectMany(BrokenLinksOf));
    }

    private static IEnumerable<string> BrokenLinksOf(string page) => Link().Matches(File.ReadAllText(page))
        .Select(link => link.Groups[1].Value.Split('#')[0])
        .Where(target => target.Length > 0 && !target.Contains(':', StringComparison.Ordinal) && !File.Exists(Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(target))))
        .Distinct()
        .Select(target => $"{Path.GetFileName(page)} -> {target}");

    [GeneratedRegex("""(?:href|src)="([^"]*)["]""")]
    private static partial Regex Link();
}
