using System.Diagnostics;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Tests.Characters;

/// <summary>Which files the YAML of a stranger may name.</summary>
public sealed class CharacterPathTests : IDisposable
{
    private static readonly CharacterLoadOptions Trusting = new() { AllowFilesOutsideFolder = true };

    private readonly string _root = Directory.CreateTempSubdirectory("bunraku-").FullName;
    private readonly string _folder;

    public CharacterPathTests() => _folder = SampleCharacter.WriteTo(Path.Combine(_root, "hana"));

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Theory]
    [InlineData("sub/deeper/face.pt")]
    [InlineData("sub\\deeper\\face.pt")]
    [InlineData("./sub/../sub/deeper//face.pt")]
    public void Files_below_the_folder_may_be_named_with_either_separator(string name)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "sub", "deeper"));
        File.Move(Path.Combine(_folder, "face_morpher.pt"), Path.Combine(_folder, "sub", "deeper", "face.pt"));

        NameFace(name);

        Assert.Equal("hana", CharacterModel.Load(_folder).Name);
    }

    [Fact]
    public void Absolute_path_into_the_folder_is_allowed()
    {
        NameFace(Path.Combine(_folder, "face_morpher.pt"));

        Assert.Equal("hana", CharacterModel.Load(_folder).Name);
    }

    [Fact]
    public void Files_outside_the_folder_need_permission()
    {
        string elsewhere = Path.Combine(_root, "face.pt");
        File.Move(Path.Combine(_folder, "face_morpher.pt"), elsewhere);
        foreach (string name in (string[])["../face.pt", "..\\face.pt", "sub/../../face.pt", elsewhere])
        {
            NameFace(name);

            Refused(name, "is outside the folder of the YAML");
            Assert.Equal("hana", CharacterModel.Load(_folder, Trusting).Name);
        }
    }

    [Fact]
    public void Folder_whose_name_only_begins_alike_is_outside()
    {
        SampleCharacter.WriteTo(_folder + "-2");

        NameFace("../hana-2/face_morpher.pt");

        Refused("../hana-2/face_morpher.pt", "is outside the folder of the YAML");
    }

    [Fact]
    public void Links_to_plain_files_are_followed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links needs a privilege on Windows.");
        Directory.CreateDirectory(Path.Combine(_root, "outside"));
        File.Move(Path.Combine(_folder, "face_morpher.pt"), Path.Combine(_root, "outside", "face.pt"));
        File.CreateSymbolicLink(Path.Combine(_folder, "face_morpher.pt"), Path.Combine(_root, "outside", "face.pt"));
        Directory.CreateSymbolicLink(Path.Combine(_folder, "linked"), Path.Combine(_root, "outside"));
        foreach (string name in (string[])["face_morpher.pt", "linked/face.pt"])
        {
            NameFace(name);

            Assert.Equal("hana", CharacterModel.Load(_folder).Name);
            Assert.Equal("hana", CharacterModel.Load(_folder, Trusting).Name);
        }
    }

    [Fact]
    public void A_link_to_a_pipe_is_refused_without_waiting()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no pipes in folders.");
        using (Process made = Process.Start("mkfifo", [Path.Combine(_root, "pipe")]))
        {
            made.WaitForExit();
        }

        File.Delete(Path.Combine(_folder, "face_morpher.pt"));
        File.CreateSymbolicLink(Path.Combine(_folder, "face_morpher.pt"), Path.Combine(_root, "pipe"));

        Assert.ThrowsAny<BadInputException>(() => CharacterModel.Load(_folder));
    }

    [Theory]
    [InlineData("か\u3099お.pt", "がお.pt")]
    [InlineData("がお.pt", "か\u3099お.pt")]
    [InlineData("ÄRA.pt", "A\u0308ra.PT")]
    public void A_file_is_found_by_the_same_name_in_another_case_or_normal_form(string onDisk, string named)
    {
        File.Move(Path.Combine(_folder, "face_morpher.pt"), Path.Combine(_folder, onDisk));

        NameFace(named);

        Assert.Equal("hana", CharacterModel.Load(_folder).Name);
    }

    [Fact]
    public void Folder_that_the_user_chose_may_be_a_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Making links needs a privilege on Windows.");
        string link = Path.Combine(_root, "link");
        Directory.CreateSymbolicLink(link, _folder);

        Assert.Equal("link", CharacterModel.Load(link).Name);
    }

    [Theory]
    [InlineData("\\\\server\\share\\face.pt")]
    [InlineData("//server/share/face.pt")]
    [InlineData("\\\\.\\pipe\\face")]
    [InlineData("\\\\?\\C:\\face.pt")]
    [InlineData("face.pt:stream")]
    [InlineData("C:face.pt:stream")]
    [InlineData("http://example.org/face.pt")]
    [InlineData("NUL")]
    [InlineData("nul.pt")]
    [InlineData("sub/COM1.pt")]
    [InlineData("aux .pt")]
    [InlineData("lpt9")]
    public void Devices_pipes_and_other_computers_are_refused_even_with_permission(string name)
    {
        NameFace($"'{name}'");

        Refused(name, string.Empty, Trusting);
    }

    [Theory]
    [InlineData("C:\\models\\face.pt")]
    [InlineData("/etc/passwd")]
    [InlineData("/dev/zero")]
    public void Absolute_paths_elsewhere_are_refused(string name)
    {
        NameFace(name);

        Refused(name, OperatingSystem.IsWindows() || name[0] == '/' ? "is outside the folder" : string.Empty);
    }

    [Fact]
    public void Empty_and_unprintable_names_are_refused()
    {
        NameFace("''");
        Refused(string.Empty, "is empty");

        NameFace("\"face\\e[2J.pt\"");
        Refused(string.Empty, "control characters");
    }

    [Fact]
    public void Device_is_not_opened_even_with_permission()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no /dev/zero here.");
        NameFace("/dev/zero");

        Assert.ThrowsAny<Bunraku.Core.Errors.BadInputException>(() => CharacterModel.Load(_folder, Trusting));
    }

    private void NameFace(string name) => File.WriteAllText(
        Path.Combine(_folder, "character_model.yaml"),
        SampleCharacter.Yaml.Replace("face_morpher.pt", name, StringComparison.Ordinal));

    private void Refused(string name, string reason, CharacterLoadOptions? options = null)
    {
        CharacterModelException error = Assert.Throws<CharacterModelException>(() => CharacterModel.Load(_folder, options));
        Assert.Contains($"face_morpher_file_name names \"{name}", error.Message.Replace("face\u001b[2J.pt", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }
}
