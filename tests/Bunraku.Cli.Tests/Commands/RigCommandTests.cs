using Bunraku.Core.Images;
using Bunraku.TestSupport;

namespace Bunraku.Cli.Tests.Commands;

[Trait("Category", "Slow")]
public sealed class RigCommandTests : IDisposable
{
    private readonly WorkFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_picture_and_the_mask_of_the_rig_are_written()
    {
        (await CliRun.OfAsync("rig", _folder["koito"])).Succeeded();

        Assert.Equal(["koito", "koito/character.png", "koito/face_mask.png"], _folder.Content());
        Assert.Equal(512, PngFile.Read(_folder["koito", "character.png"]).Width);
        Assert.Contains(1f, FaceMask.Read(_folder["koito", "face_mask.png"]).Values);
    }

    [Fact]
    public async Task A_file_where_the_folder_should_be_is_reported()
    {
        string taken = _folder.Write("taken", "");

        (await CliRun.OfAsync("rig", taken)).Refused(taken, "folder");
    }

    [Fact]
    public async Task A_contact_sheet_of_a_character_is_written()
    {
        (await CliRun.OfAsync("contact-sheet", TestData.Koito, "-o", _folder["sheet.png"])).Succeeded();

        Assert.Equal(1504, PngFile.Read(_folder["sheet.png"]).Width);
    }
}
