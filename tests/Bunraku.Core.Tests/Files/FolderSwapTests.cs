using System.Runtime.Versioning;
using Bunraku.Core.Characters;
using Bunraku.Core.Files;
using Bunraku.Core.Tests.Characters;

namespace Bunraku.Core.Tests.Files;

public sealed class FolderSwapTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Mika => _folder.File("mika");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_folder_is_made_or_replaced_and_nothing_else_is_left(bool whole)
    {
        Swap(Mika, "first", whole);
        Swap(Mika, "second", whole);

        Assert.Equal("second", File.ReadAllText(Path.Combine(Mika, "a.txt")));
        Assert.Equal([Mika], Directory.GetFileSystemEntries(_folder.Path));
        Assert.Single(Directory.GetFileSystemEntries(Mika));
    }

    [Fact]
    public void Other_files_stay_unless_the_folder_is_replaced_as_a_whole()
    {
        Swap(Mika, "first", whole: false);
        File.WriteAllText(Path.Combine(Mika, "notes.txt"), "mine");

        Swap(Mika, "second", whole: false);
        Assert.True(File.Exists(Path.Combine(Mika, "notes.txt")));

        Swap(Mika, "third", whole: true);
        Assert.False(File.Exists(Path.Combine(Mika, "notes.txt")));
    }

    [Theory]
    [InlineData("mika.old")]
    [InlineData("mika.new")]
    [InlineData("mika.partial")]
    public void A_folder_with_a_name_like_a_staging_folder_survives(string name)
    {
        Swap(_folder.File(name), "the user's", whole: true);

        Swap(Mika, "first", whole: true);
        Swap(Mika, "second", whole: true);

        Assert.Equal("the user's", File.ReadAllText(Path.Combine(_folder.File(name), "a.txt")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_linked_folder_keeps_its_link(bool whole)
    {
        string real = Directory.CreateDirectory(_folder.File("disk/real")).FullName;
        Directory.CreateSymbolicLink(Mika, real);

        Swap(Mika, "first", whole);
        Swap(Mika, "second", whole);

        Assert.NotNull(new DirectoryInfo(Mika).LinkTarget);
        Assert.Equal("second", File.ReadAllText(Path.Combine(real, "a.txt")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [UnsupportedOSPlatform("windows")]
    public void Permissions_stay(bool whole)
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no Unix permissions.");
        }

        Swap(Mika, "first", whole);
        const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.SetUnixFileMode(Path.Combine(Mika, "a.txt"), Private);
        File.SetUnixFileMode(Mika, Private | UnixFileMode.UserExecute);

        Swap(Mika, "second", whole);

        Assert.Equal(Private, File.GetUnixFileMode(Path.Combine(Mika, "a.txt")));
        Assert.Equal(Private | UnixFileMode.UserExecute, File.GetUnixFileMode(Mika));
    }

    [Fact]
    public void A_kill_between_two_renames_is_recovered_and_the_new_content_is_there()
    {
        Swap(Mika, "old", whole: true);
        Kill(_folder.Path, "complete", "new");
        Directory.Move(Mika, _folder.File("gone"));

        FolderSwap.RecoverIn(_folder.Path);

        Assert.Equal("new", File.ReadAllText(Path.Combine(Mika, "a.txt")));
        Assert.False(Directory.Exists(_folder.File(FolderSwap.StagingName)));
    }

    [Fact]
    public void Recovery_takes_the_folder_of_exactly_this_name()
    {
        Kill(_folder.Path, "complete", "another's", "mika.old");

        FolderSwap.Recover(Mika);

        Assert.False(Directory.Exists(Mika));
        FolderSwap.Recover(_folder.File("mika.old"));
        Assert.Equal("another's", File.ReadAllText(Path.Combine(_folder.File("mika.old"), "a.txt")));
    }

    [Fact]
    public void What_a_killed_process_gathered_is_deleted_and_what_another_one_gathers_stays()
    {
        string killed = Kill(_folder.Path, "partial", "half");
        using FolderSwap other = FolderSwap.Begin(Mika);

        Swap(Mika, "new", whole: true);

        Assert.False(Directory.Exists(killed));
        Assert.True(Directory.Exists(other.Staging));
    }

    [Fact]
    public void A_new_version_that_cannot_take_its_place_leaves_the_old_one()
    {
        Swap(Mika, "old", whole: false);
        using (FolderSwap swap = FolderSwap.Begin(Mika))
        {
            File.WriteAllText(Path.Combine(swap.Staging, "a.txt"), "new");
            File.WriteAllText(Path.Combine(swap.Staging, "b.txt"), "new");
            Directory.CreateDirectory(Path.ChangeExtension(swap.Staging, ".retired"));
            Directory.CreateDirectory(Path.Combine(Path.ChangeExtension(swap.Staging, ".retired"), "a.txt"));

            Assert.ThrowsAny<IOException>(swap.Commit);
        }

        Assert.Equal("old", File.ReadAllText(Path.Combine(Mika, "a.txt")));
        Assert.False(File.Exists(Path.Combine(Mika, "b.txt")));
    }

    [Fact]
    public void A_character_whose_replacement_was_interrupted_loads()
    {
        SampleCharacter.WriteTo(Mika);
        string hash = CharacterModel.Load(Mika).ContentHash;
        string staging = Path.Combine(Mika, FolderSwap.StagingName, $"mika.{PartialName.Token(StoppedProcess.Id)}.complete");
        Directory.CreateDirectory(staging);
        File.Move(Path.Combine(Mika, "character_model.yaml"), Path.Combine(staging, "character_model.yaml"));

        Assert.Equal(hash, CharacterModel.Load(Mika).ContentHash);
        Assert.False(Directory.Exists(Path.Combine(Mika, FolderSwap.StagingName)));
    }

    [Fact]
    public void A_name_of_255_bytes_can_be_replaced()
    {
        string path = _folder.File(new string('あ', 85));

        Swap(path, "first", whole: true);
        Swap(path, "second", whole: true);

        Assert.Equal("second", File.ReadAllText(Path.Combine(path, "a.txt")));
    }

    private static void Swap(string path, string content, bool whole)
    {
        using FolderSwap swap = FolderSwap.Begin(path, whole);
        File.WriteAllText(Path.Combine(swap.Staging, "a.txt"), content);
        swap.Commit();
    }

    private static string Kill(string parent, string ending, string content, string name = "mika")
    {
        string left = Directory.CreateDirectory(Path.Combine(parent, FolderSwap.StagingName, $"{name}.{PartialName.Token(StoppedProcess.Id)}.{ending}")).FullName;
        File.WriteAllText(Path.Combine(left, "a.txt"), content);
        return left;
    }
}
