using Bunraku.Core.Checkpoints;
using static Bunraku.Core.Checkpoints.CheckpointErrorKind;

namespace Bunraku.Core.Tests.Checkpoints;

public sealed class CheckpointFileErrorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bunraku-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Absent_checkpoint_is_reported_with_its_path() => AssertRefused(FileNotFound, "absent.pt", "there is no such file");

    [Fact]
    public void Folder_given_as_a_checkpoint_is_reported() => AssertRefused(NotReadable, ".", "this is a folder");

    [Fact]
    public void Checkpoint_that_another_program_locks_is_reported()
    {
        using FileStream locked = new(Path.Combine(_folder, "locked.pt"), FileMode.Create, FileAccess.Write, FileShare.None);
        locked.Write(SampleCheckpoint.Bytes());
        locked.Flush();

        AssertRefused(NotReadable, "locked.pt", "no other program locks it");
    }

    [Fact]
    public void Empty_file_is_reported()
    {
        File.Create(Path.Combine(_folder, "empty.pt")).Dispose();

        AssertRefused(NotACheckpoint, "empty.pt", "the file is empty");
    }

    [Fact]
    public void Device_or_link_to_one_is_refused_without_opening_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no /dev/zero here.");

        Assert.Equal(NotACheckpoint, Assert.Throws<CheckpointException>(() => CheckpointFile.ReadStateDict("/dev/zero")).Kind);
        string link = Path.Combine(_folder, "link.pt");
        File.CreateSymbolicLink(link, "/dev/zero");
        Assert.Equal(NotACheckpoint, Assert.Throws<CheckpointException>(() => CheckpointFile.ReadStateDict(link)).Kind);
    }

    [Fact]
    public void File_beyond_the_limit_is_refused_before_it_is_read()
    {
        using (FileStream sparse = File.Create(Path.Combine(_folder, "huge.pt")))
        {
            sparse.SetLength(CheckpointLimits.Student.MaxBytes + 1);
        }

        AssertRefused(FileTooLarge, "huge.pt", "67108865", "67108864");
    }

    [Fact]
    public void File_that_is_no_archive_is_reported() =>
        Refusal.Is(NotACheckpoint, "%PDF-1.7 and so on, for longer than a zip"u8.ToArray(), "does not begin like one");

    [Fact]
    public void Checkpoint_of_the_old_format_is_recognised() =>
        Refusal.Is(
            UnsupportedOldFormat,
            [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E, 0x80, 0x02],
            "before 1.6");

    [Fact]
    public void A_checkpoint_that_cannot_be_written_is_reported_and_leaves_nothing()
    {
        string path = Path.Combine(_folder, "no such folder", "net.pt");

        Bunraku.Core.Errors.BadInputException error =
            Assert.Throws<Bunraku.Core.Errors.BadInputException>(() => CheckpointFile.Write(path, SampleCheckpoint.Weights()));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    private void AssertRefused(CheckpointErrorKind kind, string name, params string[] words)
    {
        string path = Path.Combine(_folder, name);
        CheckpointException error = Assert.Throws<CheckpointException>(() => CheckpointFile.ReadStateDict(path, CheckpointLimits.Student));
        Assert.Equal((kind, path), (error.Kind, error.Path));
        Assert.All(words.Prepend(path), word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }
}
