using System.Diagnostics;
using System.Runtime.Versioning;
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
    public void A_name_that_is_not_UTF8_text_is_named_as_the_reason()
    {
        string path = _folder.File("caf\uFFFD.txt"); // What the runtime makes of such bytes.

        Assert.Contains("not UTF-8 text", Assert.Throws<BadInputException>(() => AtomicFile.WriteText(path, "new")).Message, StringComparison.Ordinal);
        Assert.Contains("not UTF-8 text: rename it.", Assert.Throws<BadInputException>(() => InputFile.ReadBytes(path, Phrase.Of("a picture"), 1)).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
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

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void A_link_stays_and_the_file_behind_it_is_written_with_its_permissions()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no Unix permissions.");
        }

        string real = Directory.CreateDirectory(_folder.File("elsewhere")).FullName + "/real.txt";
        File.WriteAllText(real, "old");
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.SetUnixFileMode(real, Private);
        string link = _folder.File("link.txt");
        File.CreateSymbolicLink(link, "elsewhere/real.txt");

        AtomicFile.WriteText(link, "new");

        Assert.Equal("elsewhere/real.txt", new FileInfo(link).LinkTarget);
        Assert.Equal("new", File.ReadAllText(real));
        Assert.Equal(Private, File.GetUnixFileMode(real));
    }

    [Fact]
    public void A_dangling_link_makes_the_file_that_it_names()
    {
        File.CreateSymbolicLink(_folder.File("link.txt"), "real.txt");

        AtomicFile.WriteText(_folder.File("link.txt"), "new");

        Assert.Equal("new", File.ReadAllText(_folder.File("real.txt")));
        Assert.NotNull(new FileInfo(_folder.File("link.txt")).LinkTarget);
    }

    [Fact]
    public void Links_in_a_circle_are_bad_input()
    {
        File.CreateSymbolicLink(_folder.File("a"), "b");
        File.CreateSymbolicLink(_folder.File("b"), "a");

        Assert.Contains("links", Assert.Throws<BadInputException>(() => AtomicFile.WriteText(_folder.File("a"), "x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_is_written_into()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        string pipe = _folder.File("pipe");
        using (Process made = Process.Start("mkfifo", [pipe]))
        {
            made.WaitForExit();
        }

        Task<string> read = Task.Run(() => File.ReadAllText(pipe));
        AtomicFile.WriteText(pipe, "through the pipe");

#pragma warning disable xUnit1031 // The reader ends when the writer has closed the pipe.
        Assert.Equal("through the pipe", read.GetAwaiter().GetResult());
#pragma warning restore xUnit1031
        Assert.Equal([pipe], Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public void A_device_is_written_into_and_a_full_one_is_named()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a device that is always full.");
        File.CreateSymbolicLink(_folder.File("null"), "/dev/null");
        File.CreateSymbolicLink(_folder.File("full"), "/dev/full");

        AtomicFile.WriteText(_folder.File("null"), "x");

        Assert.NotNull(new FileInfo(_folder.File("null")).LinkTarget);
        Assert.Contains("The disk is full", Assert.Throws<BadInputException>(() => AtomicFile.WriteText(_folder.File("full"), "x")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_255_bytes_are_written_and_longer_ones_are_called_too_long()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows counts UTF-16 units.");
        string path = _folder.File(new string('あ', 85));

        AtomicFile.WriteText(path, "x");

        Assert.Equal([path], Directory.GetFileSystemEntries(_folder.Path));
        string message = Assert.Throws<BadInputException>(() => AtomicFile.WriteText(_folder.File(new string('あ', 86)), "x")).Message;
        Assert.Contains("255 bytes", message, StringComparison.Ordinal);
        Assert.DoesNotContain(".partial", message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_killed_process_left_is_deleted_and_all_else_stays()
    {
        string killed = Left(StoppedProcess.Id);
        string alive = Left(1);
        string other = _folder.File($"a.txt.{Guid.NewGuid():N}.partial");
        File.WriteAllText(other, "of another machine");

        AtomicFile.WriteText(_folder.File("a.txt"), "new");

        Assert.False(File.Exists(killed));
        Assert.True(File.Exists(other));
        Assert.True(OperatingSystem.IsWindows() || File.Exists(alive));
    }

    private string Left(int process)
    {
        string path = _folder.File($"a.txt.{PartialName.Token(process)}.partial");
        File.WriteAllText(path, "half");
        return path;
    }
}
