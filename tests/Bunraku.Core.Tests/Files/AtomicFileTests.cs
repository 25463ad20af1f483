using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Core.Tests.Files;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_written_and_nothing_else_is_left()
    {
        string path = _folder.File("a.txt");
        AtomicFile.WriteText(path, "один\n");
        Assert.Equal("один\n", File.ReadAllText(path));
        Assert.NotEqual(0xEF, File.ReadAllBytes(path)[0]);
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void An_existing_file_is_replaced()
    {
        string path = _folder.File("a.txt");
        File.WriteAllText(path, "a much longer old content");
        AtomicFile.WriteText(path, "new");
        Assert.Equal("new", File.ReadAllText(path));
    }

    [Fact]
    public void The_final_name_does_not_exist_while_the_file_is_being_written()
    {
        string path = _folder.File("a.bin");
        AtomicFile.Write(path, stream =>
        {
            stream.Write(new byte[100_000]);
            Assert.False(File.Exists(path));
            string partial = Assert.Single(Directory.GetFiles(_folder.Path));
            Assert.StartsWith("a.bin.", Path.GetFileName(partial), StringComparison.Ordinal);
            Assert.EndsWith(".partial", partial, StringComparison.Ordinal);
        });
        Assert.Equal(100_000, new FileInfo(path).Length);
    }

    [Fact]
    public void A_failing_writer_leaves_the_old_file_and_nothing_else()
    {
        string path = _folder.File("a.txt");
        File.WriteAllText(path, "old");
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(path, stream =>
        {
            stream.WriteByte(1);
            throw new InvalidOperationException("the writer's own trouble");
        }));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void Two_writers_of_the_same_file_do_not_collide()
    {
        string path = _folder.File("a.txt");
        AtomicFile.Write(path, outer =>
        {
            AtomicFile.WriteText(path, "inner");
            outer.Write("outer"u8);
        });
        Assert.Equal("outer", File.ReadAllText(path));
        Assert.Single(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        string path = Path.Combine(_folder.Path, "nowhere", "a.txt");
        var error = Assert.Throws<BadInputException>(() => AtomicFile.WriteText(path, "x"));
        Assert.Contains("does not exist", error.Message, StringComparison.Ordinal);
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_place_of_the_file_is_named()
    {
        var error = Assert.Throws<BadInputException>(() => AtomicFile.WriteText(_folder.Path, "x"));
        Assert.Contains("this is a folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_impossible_name_is_bad_input()
    {
        Assert.Throws<BadInputException>(() => AtomicFile.WriteText("", "x"));
        Assert.Throws<BadInputException>(() => AtomicFile.WriteText("a\0b", "x"));
        Assert.Throws<BadInputException>(() => AtomicFile.WriteText(_folder.File(new string('a', 5000)), "x"));
    }

    [Fact]
    public void A_place_without_write_permission_is_bad_input()
    {
        var error = Assert.Throws<BadInputException>(() => AtomicFile.Write(_folder.File("a.txt"), _ => throw new UnauthorizedAccessException()));
        Assert.Contains("no permission to write there", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_full_disk_is_said_to_be_full()
    {
        // 0x8007 0070 is ERROR_DISK_FULL as an HRESULT, 28 is ENOSPC.
        int code = OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28;
        var error = Assert.Throws<BadInputException>(() => AtomicFile.Write(_folder.File("a.bin"), _ => throw new IOException("No space left on device", code)));
        Assert.Contains("The disk is full", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }
}
