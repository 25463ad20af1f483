using Bunraku.TestSupport;
using PublicApiGenerator;

namespace Bunraku.PublicApi.Tests;

/// <summary>
/// Everything that a library shows is frozen in Baseline. After a change on purpose, run this test with BUNRAKU_ACCEPT_API=1, which
/// writes the files again, and read the difference before it is committed: what is gone breaks the programs of others.
/// </summary>
public sealed class BaselineTests
{
    private static readonly ApiGeneratorOptions Options = new() { IncludeAssemblyAttributes = false };

    public static TheoryData<string> Cases => Libraries.Cases;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task What_a_library_shows_is_as_it_was_accepted(string library)
    {
        string file = Path.Combine(SharedData.Repository, "tests", "Bunraku.PublicApi.Tests", "Baseline", $"{library}.txt");
        string shown = Libraries.Load(library).GeneratePublicApi(Options).ReplaceLineEndings("\n") + "\n";
        if (Environment.GetEnvironmentVariable("BUNRAKU_ACCEPT_API") == "1")
        {
            await File.WriteAllTextAsync(file, shown, TestContext.Current.CancellationToken);
        }

        string accepted = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        IEnumerable<string> gone = accepted.Split('\n').Except(shown.Split('\n')).Select(line => $"- {line.Trim()}");
        IEnumerable<string> added = shown.Split('\n').Except(accepted.Split('\n')).Select(line => $"+ {line.Trim()}");
        Assert.True(accepted == shown, $"{library} shows something else. If that is on purpose, accept it as the summary of this class says.\n{string.Join('\n', gone.Concat(added))}");
    }
}
