using System.Runtime.InteropServices;
using Bunraku.Core.Errors;
using Bunraku.Live.Tests.Fakes;
using Bunraku.Studio.Features.Characters;

namespace Bunraku.Studio.Tests.Characters;

public sealed partial class ChosenFoldersTests : IDisposable
{
    private const uint Nobody = 65534;

    private readonly TemporaryFolder _disk = new();
    private readonly ChosenFolders _folders = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public void Chosen_folder_lists_its_characters_and_folders_by_name()
    {
        string chosen = _disk.Folder("mine");
        _disk.Folder("mine", "zoo");
        File.WriteAllText(Path.Combine(_disk.Folder("mine", "mika"), "character_model.yaml"), "");
        _folders.Choose(chosen);

        FolderListing listing = _folders.List(chosen);

        Assert.Equal(["mika", "zoo"], listing.Entries.Select(entry => entry.Name));
        Assert.Equal([true, false], listing.Entries.Select(entry => entry.IsCharacter));
        Assert.Null(listing.Parent);
    }

    [Fact]
    public void Character_is_listed_as_one_whatever_its_YAML_is_called()
    {
        string chosen = _disk.Folder("mine");
        const string Model = "character_image_file_name: a.png\nface_morpher_file_name: f.pt\nbody_morpher_file_name: b.pt\n";
        File.WriteAllText(Path.Combine(_disk.Folder("mine", "hana"), "model.yml"), Model);
        _disk.Folder("mine", "hana", "drawings");
        File.WriteAllText(Path.Combine(_disk.Folder("mine", "other"), "settings.yml"), "colour: red\n");
        _folders.Choose(chosen);

        Assert.Equal([("hana", true), ("other", false)], _folders.List(chosen).Entries.Select(entry => (entry.Name, entry.IsCharacter)));
    }

    [Fact]
    public void Folder_inside_a_chosen_one_leads_back_up_to_it_and_no_further()
    {
        string chosen = _disk.Folder("mine");
        string inner = _disk.Folder("mine", "a", "b");
        _folders.Choose(chosen);

        FolderListing listing = _folders.List(inner);

        Assert.Equal("a", Path.GetFileName(listing.Parent));
        Assert.Null(_folders.List(chosen).Parent);
    }

    [Fact]
    public void Folder_that_was_not_chosen_is_refused()
    {
        string chosen = _disk.Folder("mine");
        _folders.Choose(chosen);

        Refused(_disk.Path);
        Refused(_disk.Folder("mine-too"));
        Refused(Path.Combine(chosen, "..", "mine-too"));
        Refused("/");
    }

    /// <summary>Resolved by its text, the link would lead through itself for ever.</summary>
    [Fact]
    public void Folder_of_links_that_lead_through_each_other_is_listed_or_refused_and_ends_nothing()
    {
        _disk.Folder("other", "loop", "inner");
        _disk.Folder("other", "folder");
        Directory.CreateSymbolicLink(Path.Combine(_disk.Path, "s"), Path.Combine(_disk.Path, "other", "folder"));
        string loop = Path.Combine(_disk.Path, "loop");
        Directory.CreateSymbolicLink(loop, "s/../loop/inner");
        string endless = Path.Combine(_disk.Path, "endless");
        Directory.CreateSymbolicLink(endless, "endless/inner");

        _folders.Choose(loop);

        Assert.Equal(Path.Combine(_disk.Path, "other", "loop", "inner"), _folders.List(loop).Path);
        Assert.Throws<BadInputException>(() => _folders.Choose(endless));
    }

    [Fact]
    public void Link_that_leads_out_of_a_chosen_folder_is_refused()
    {
        string chosen = _disk.Folder("mine");
        string secret = _disk.Folder("secret", "deep");
        Directory.CreateSymbolicLink(Path.Combine(chosen, "out"), Path.GetDirectoryName(secret)!);
        _folders.Choose(chosen);

        Refused(Path.Combine(chosen, "out"));
        Refused(Path.Combine(chosen, "out", "deep"));
    }

    [Fact]
    public void Folder_that_may_not_be_read_is_named()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // Its permissions are others, and the answer is the same exception.
        }

        string folder = _disk.Folder("closed");
        _folders.Choose(folder);
        File.SetUnixFileMode(_disk.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        File.SetUnixFileMode(folder, UnixFileMode.None);
        if (Environment.IsPrivilegedProcess)
        {
            _ = SetUserOfThisThread(Nobody); // The administrator may read every folder.
        }

        try
        {
            Assert.StartsWith($"The folder {folder} cannot be read", Assert.Throws<BadInputException>(() => _folders.List(folder)).Message, StringComparison.Ordinal);
        }
        finally
        {
            if (Environment.IsPrivilegedProcess)
            {
                _ = SetUserOfThisThread(0);
            }

            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <summary>For files alone, and for the calling thread alone.</summary>
    [LibraryImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int SetUserOfThisThread(uint user);

    [Fact]
    public void Folder_that_does_not_exist_is_named()
    {
        string missing = Path.Combine(_disk.Path, "nowhere");

        var exception = Assert.Throws<BadInputException>(() => _folders.Choose(missing));

        Assert.Contains(missing, exception.Message, StringComparison.Ordinal);
    }

    private void Refused(string folder)
    {
        var exception = Assert.Throws<BadInputException>(() => _folders.List(folder));
        Assert.Contains("not inside a folder that you have opened", exception.Message, StringComparison.Ordinal);
    }
}
