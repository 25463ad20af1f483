using Bunraku.Core.Files;

namespace Bunraku.Core.Tests.Files;

public sealed class PatientMoveTests
{
    [Fact]
    public void A_move_is_tried_again_while_another_program_holds_the_file()
    {
        int tries = 0;

        PatientMove.WaitOut(() => _ = ++tries < 3 ? throw new IOException("held") : 0, error => error.Message == "held");

        Assert.Equal(3, tries);
    }

    [Fact]
    public void What_stays_refused_is_reported_and_other_failures_at_once()
    {
        int tries = 0;

        Assert.Throws<IOException>(() => PatientMove.WaitOut(() => { tries++; throw new IOException("held"); }, _ => true));
        Assert.Equal(20, tries);
        Assert.Throws<FileNotFoundException>(() => PatientMove.WaitOut(() => { tries++; throw new FileNotFoundException(); }, _ => false));
        Assert.Equal(21, tries);
    }

    [Theory]
    [InlineData(0x80070020, true)] // ERROR_SHARING_VIOLATION
    [InlineData(0x80070021, true)] // ERROR_LOCK_VIOLATION
    [InlineData(0x80070005, true)] // ERROR_ACCESS_DENIED
    [InlineData(0x80070002, false)] // ERROR_FILE_NOT_FOUND
    [InlineData(0x80070070, false)] // ERROR_DISK_FULL
    public void Only_what_passes_by_itself_is_waited_for(uint result, bool isHeld) => Assert.Equal(isHeld, PatientMove.IsHeld(unchecked((int)result)));

    [Fact]
    public void Files_and_folders_are_moved()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("a"));
        File.WriteAllText(folder.File("a/x"), "1");
        File.WriteAllText(folder.File("a/y"), "2");

        PatientMove.File(folder.File("a/x"), folder.File("a/y"), overwrite: true);
        PatientMove.Folder(folder.File("a"), folder.File("b"));

        Assert.Equal("1", File.ReadAllText(folder.File("b/y")));
    }
}
