using Bunraku.Cli.Web;
using Bunraku.Core.Models;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Commands;

/// <summary>What <c>export web</c> refuses. The pages that it writes are tested in a browser.</summary>
public sealed class ExportWebCommandTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public ExportWebCommandTests() => Environment.SetEnvironmentVariable(WebPage.Variable, _folder["nowhere"]);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(WebPage.Variable, null);
        _folder.Dispose();
    }

    [Fact]
    public async Task A_folder_with_other_files_is_left_alone()
    {
        Directory.CreateDirectory(_folder["documents"]);
        string diary = _folder.Write("documents/diary.txt", "Dear diary");

        (await ExportAsync(_folder["documents"])).Refused("documents", "other things", "--output");

        Assert.Equal("Dear diary", File.ReadAllText(diary));
        Assert.Single(Directory.GetFileSystemEntries(_folder["documents"]));
    }

    [Fact]
    public async Task A_file_is_no_folder() => (await ExportAsync(_folder.Write("page", "text"))).Refused("page", "--output");

    [Fact]
    public async Task A_webcam_needs_the_face_model() => (await ExportAsync(_folder["page"], "--webcam")).Refused(PublishedModel.Face.FileName, "models fetch face");

    [Fact]
    public async Task A_page_that_is_not_built_is_told_how_to_build()
    {
        (await ExportAsync(_folder["page"])).Refused("./bunraku");
        Assert.False(Path.Exists(_folder["page"]));
    }

    private static Task<CliRun> ExportAsync(string output, params string[] options) => CliRun.OfAsync(["export", "web", TestData.Koito, "-o", output, .. options]);
}
