using Bunraku.Core.Errors;
using Bunraku.Core.Teachers;
using Bunraku.Live.Teachers;
using Bunraku.Live.Tests.Fakes;

namespace Bunraku.Live.Tests.Teachers;

public sealed class WeightsImportTests : IDisposable
{
    private readonly WeightsImport _import = new(new TeacherSetup(new TeacherOptions()));

    public void Dispose() => _import.Dispose();

    [Fact]
    public async Task Failure_that_nobody_expected_is_told_too()
    {
        _import.Dispose(); // What is thrown by its client from now on is not the error of any address.

        Assert.Contains("The weights could not be imported", await ProblemAsync("http://127.0.0.1:9/weights.zip"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Advice_names_what_is_imported()
    {
        string problem = await ProblemAsync(" ");

        Assert.Contains("type or paste the path of the archive", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("character", problem, StringComparison.Ordinal);
    }

    private async Task<string> ProblemAsync(string source)
    {
        _import.Start(TeacherPublication.Tha4, source);
        await Until.TrueAsync(() => _import.Step is null, "the import to end");
        return Assert.IsType<Phrase>(_import.Problem).ToString();
    }
}
