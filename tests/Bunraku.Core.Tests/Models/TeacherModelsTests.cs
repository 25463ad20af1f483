using System.IO.Compression;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Checkpoints.Archives;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Models;
using Bunraku.Core.Teachers;
using Bunraku.Core.Tests.Checkpoints;
using Bunraku.Core.Tests.Files;
using Bunraku.Core.Tests.Teachers;

namespace Bunraku.Core.Tests.Models;

public sealed class TeacherModelsTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();

    private ModelFolder Folder => new(_temporary.File("models"));

    private TeacherModels Models => new(Folder, SmallNetworks.Family);

    private PublishedTeacher Published => new(Folder, TeacherPublication.Tha4) { Families = [Models] };

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Folder_with_the_five_files_somewhere_in_it_is_imported()
    {
        string source = _temporary.File("download");
        SmallNetworks.Write(Path.Combine(source, "talking-head", "data", "tha4"));

        IReadOnlyList<TeacherFileReport> reports = Import(source);

        Assert.True(Models.AreThere);
        Assert.Equal(SmallNetworks.All.Select(network => Path.Combine(Models.Path, network.FileName)), reports.Select(report => report.Path));
        Assert.All(Models.Examine(), report => Assert.True(report.IsGood));
        AssertOnlyTheFolder();
    }

    [Fact]
    public void Files_of_other_names_are_found_by_what_is_in_them()
    {
        string source = Directory.CreateDirectory(_temporary.File("download")).FullName;
        foreach (TeacherNetwork network in SmallNetworks.All)
        {
            File.WriteAllBytes(Path.Combine(source, $"THA4 {network.Name} (1).PT"), SmallNetworks.Bytes(network));
        }

        Import(source);

        Assert.All(Models.Examine(), report => Assert.True(report.IsGood));
    }

    [Fact]
    public void Student_networks_of_the_same_names_are_not_taken_for_the_teacher()
    {
        string source = _temporary.File("checkout");
        SmallNetworks.Write(Path.Combine(source, "data", "tha4"));
        string student = Directory.CreateDirectory(Path.Combine(source, "data", "character_models", "one")).FullName;
        CheckpointFile.Write(Path.Combine(student, "face_morpher.pt"), SyntheticWeights.StudentFace());
        CheckpointFile.Write(Path.Combine(student, "body_morpher.pt"), SyntheticWeights.StudentBody());

        Import(source);

        Assert.All(Models.Examine(), report => Assert.True(report.IsGood));
    }

    [Fact]
    public void Two_files_of_one_network_are_refused_with_both_names()
    {
        string source = SmallNetworks.Write(_temporary.File("download"));
        SmallNetworks.Write(Path.Combine(source, "copy"));

        Refused(source, "the weights of upscaler are there 2 times", Path.Combine(source, "copy", "upscaler.pt"));
    }

    [Fact]
    public void Archive_is_imported_whatever_folders_and_other_files_are_in_it()
    {
        string archive = Zip([.. Five("THA4/data/tha4/"), ("THA4/README.txt", "hello"u8.ToArray()), ("__MACOSX/THA4/._upscaler.pt", [1, 2, 3]), ("THA4/data/", [])]);
        var progress = new Notes();

        Import(archive, progress);

        Assert.All(Models.Examine(), report => Assert.True(report.IsGood));
        Assert.Equal(1, progress.Last);
        AssertOnlyTheFolder();
    }

    [Theory]
    [InlineData(ZipFormat.Stored, 0)]
    [InlineData(ZipFormat.Deflated, 0)]
    [InlineData(ZipFormat.Deflated, ZipFormat.SizesFollowFlag)]
    public void Archives_of_different_programs_are_imported(int method, int flags)
    {
        Import(Sketch(entry => entry with { Method = (ushort)method, Flags = (ushort)flags }));

        Assert.All(Models.Examine(), report => Assert.True(report.IsGood));
    }

    [Fact]
    public void Notices_name_the_files_where_they_are_afterwards()
    {
        string archive = Zip([.. SmallNetworks.All.Select(network => (network.FileName, SmallNetworks.Bytes(SyntheticWeights.Of(network))))]);

        Assert.All(Import(archive), report => Assert.StartsWith($"{report.Path}: ", Assert.Single(report.Notices), StringComparison.Ordinal));
    }

    [Fact]
    public void Damaged_file_is_told_with_the_archive_and_its_place_in_it()
    {
        byte[] cut = SmallNetworks.Bytes(SmallNetworks.Face);

        Refused(Zip([.. Five("a/").Where(file => file.Name != "a/face_morpher.pt"), ("a/face_morpher.pt", cut[..^9])]), "archive.zip/a/face_morpher.pt: the archive is damaged or incomplete");
    }

    [Fact]
    public void Missing_and_damaged_files_are_told_together()
    {
        string source = SmallNetworks.Write(_temporary.File("download"));
        File.Delete(Path.Combine(source, "upscaler.pt"));
        File.WriteAllText(Path.Combine(source, "face_morpher.pt"), "<html>");

        Refused(source, "upscaler.pt is missing", "face_morpher.pt: a PyTorch checkpoint (.pt) was expected, but the file is a web page");
    }

    [Fact]
    public void Refused_import_leaves_the_files_of_an_earlier_one()
    {
        Import(SmallNetworks.Write(_temporary.File("good")));
        string bad = SmallNetworks.Write(_temporary.File("bad"));
        File.Copy(Path.Combine(bad, "upscaler.pt"), Path.Combine(bad, "face_morpher.pt"), overwrite: true);

        Assert.Throws<TeacherWeightsException>(() => Import(bad));

        Assert.All(Models.Examine(), report => Assert.True(report.IsGood));
        AssertOnlyTheFolder();
    }

    [Fact]
    public void Second_import_replaces_the_five_files_and_leaves_others()
    {
        Import(SmallNetworks.Write(_temporary.File("download")));
        File.WriteAllText(Path.Combine(Models.Path, "notes.txt"), "mine");
        CheckpointFile.Write(Path.Combine(_temporary.File("download"), "upscaler.pt"), SyntheticWeights.Of(SmallNetworks.All[4]));

        Import(_temporary.File("download"));

        Assert.Equal("mine", File.ReadAllText(Path.Combine(Models.Path, "notes.txt")));
        Assert.Contains("noise", Assert.Single(Models.Examine().SelectMany(report => report.Notices)), StringComparison.Ordinal);
        AssertOnlyTheFolder();
    }

    [Fact]
    public void Linked_folder_stays_a_link_and_is_replaced_where_it_leads()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege here.");
        string disk = Directory.CreateDirectory(_temporary.File("large disk")).FullName;
        Directory.CreateDirectory(_temporary.File("models"));
        Directory.CreateSymbolicLink(Models.Path, Path.Combine(disk, "weights"));
        Directory.CreateDirectory(Path.Combine(disk, "weights"));

        Import(SmallNetworks.Write(_temporary.File("download")));

        Assert.NotNull(new DirectoryInfo(Models.Path).LinkTarget);
        Assert.True(File.Exists(Path.Combine(disk, "weights", "upscaler.pt")));
        Assert.Single(Directory.GetFileSystemEntries(disk));
    }

    [Fact]
    public void What_a_killed_import_left_is_cleaned_up_and_old_files_come_back()
    {
        Import(SmallNetworks.Write(_temporary.File("download")));
        string staging = Path.Combine(Models.Path, FolderSwap.StagingName);
        string token = PartialName.Token(StoppedProcess.Id);
        SmallNetworks.Write(Path.Combine(staging, $"tha4.{PartialName.Token(StoppedProcess.Id)}.partial"));
        string complete = Directory.CreateDirectory(Path.Combine(staging, $"tha4.{token}.complete")).FullName;
        foreach (string file in Directory.GetFiles(Models.Path).Take(2))
        {
            File.Move(file, Path.Combine(complete, Path.GetFileName(file)));
        }

        Assert.Throws<TeacherWeightsException>(() => Import(Directory.CreateDirectory(_temporary.File("empty")).FullName));

        Assert.All(Models.Examine(), report => Assert.True(report.IsGood));
        AssertOnlyTheFolder();
    }

    [Fact]
    public void Second_import_at_the_same_time_is_refused()
    {
        Directory.CreateDirectory(_temporary.File("models"));
        using FileStream held = new(Models.Path + ".lock", FileMode.Create, FileAccess.Write, FileShare.None);

        Assert.Contains("another import is under way", Assert.Throws<BadInputException>(() => Import(_temporary.File("download"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stopped_import_changes_nothing()
    {
        SmallNetworks.Write(_temporary.File("download"));
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => Published.Import(_temporary.File("download"), cancellationToken: stop.Token));

        Assert.Empty(Directory.GetFileSystemEntries(_temporary.File("models")));
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Networks_of_another_family_are_named_with_the_import_they_need()
    {
        string tha3 = Directory.CreateDirectory(_temporary.File("tha3")).FullName;
        TeacherNetwork editor = TeacherFamily.Tha3Separable.Networks[4];
        CheckpointFile.Write(Path.Combine(tha3, editor.FileName), SyntheticWeights.Of(editor));
        const string Words = "These are THA3's networks: import them as tha3 (bunraku models import tha3 <folder>).";
        Assert.Contains(Words, Assert.Throws<TeacherWeightsException>(() => Import(tha3)).Message, StringComparison.Ordinal);
        Assert.Contains(Words, Assert.Throws<TeacherWeightsException>(() => TeacherWeights.RequireComplete(TeacherFamily.Tha4, tha3)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "These are the networks of THA3 separable: name that family, tha3-separable.",
            Assert.Throws<TeacherWeightsException>(() => TeacherWeights.RequireComplete(TeacherFamily.Tha3Standard, tha3)).Message,
            StringComparison.Ordinal);

        string tha4 = Directory.CreateDirectory(_temporary.File("tha4")).FullName;
        CheckpointFile.Write(Path.Combine(tha4, "body_morpher.pt"), Zeros(Tha4Networks.BodyMorpher));
        string message = Assert.Throws<TeacherWeightsException>(() => new PublishedTeacher(Folder, TeacherPublication.Tha3).Import(tha4, cancellationToken: TestContext.Current.CancellationToken)).Message;
        Assert.Contains("These are THA4's networks: import them as tha4 (bunraku models import tha4 <folder>).", message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void One_variant_of_tha3_is_enough_and_its_best_folder_is_taken()
    {
        string source = _temporary.File("download");
        foreach (string folder in TeacherFamily.Tha3Separable.PublishedFolders)
        {
            Directory.CreateDirectory(Path.Combine(source, "models", folder));
            foreach (TeacherNetwork network in TeacherFamily.Tha3Separable.Networks)
            {
                CheckpointFile.Write(Path.Combine(source, "models", folder, network.FileName), folder == "separable_float" ? SyntheticWeights.Of(network) : Zeros(network));
            }
        }

        var published = new PublishedTeacher(Folder, TeacherPublication.Tha3);
        IReadOnlyList<TeacherFileReport> reports = published.Import(source, cancellationToken: TestContext.Current.CancellationToken);

        string separable = _temporary.File(Path.Combine("models", "tha3-separable"));
        Assert.Equal(TeacherFamily.Tha3Separable.Networks.Select(network => Path.Combine(separable, network.FileName)), reports.Select(report => report.Path));
        Assert.All(reports, report => Assert.Contains("synthetic", Assert.Single(report.Notices), StringComparison.Ordinal));
        Assert.Equal([false, true], published.Families.Select(models => models.AreThere));
        Assert.Equal([separable], Directory.GetFileSystemEntries(_temporary.File("models")));
    }

    [Fact]
    public void One_network_alone_is_refused_as_such() =>
        Refused(Path.Combine(SmallNetworks.Write(_temporary.File("download")), "upscaler.pt"), "this is one network, but the weights are five files");

    [Fact]
    public void Source_that_is_not_there_is_named() =>
        Assert.Contains("none.zip: there is no such file or folder", Assert.Throws<BadInputException>(() => Import(_temporary.File("none.zip"))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("<!doctype html>", "web page")]
    [InlineData("", "the file is empty")]
    [InlineData("7z and so on", "does not begin like one")]
    public void File_that_is_no_archive_is_recognised(string content, string what)
    {
        string path = _temporary.File("download.zip");
        File.WriteAllText(path, content);

        Refused(path, "a ZIP archive or a folder was expected", what);
    }

    [Theory]
    [InlineData("../evil.pt")]
    [InlineData("/etc/evil.pt")]
    [InlineData("a/../../evil.pt")]
    [InlineData("C:evil.pt")]
    [InlineData("..\\evil.pt")]
    public void Name_that_leads_out_of_the_folder_is_refused(string name) =>
        Refused(SketchWith(new SketchedEntry(name, [1])), "plain relative path", "unpack it with another program");

    [Fact]
    public void Entry_that_occurs_twice_is_refused() => Refused(SketchWith(new SketchedEntry("tha4/upscaler.pt", [1])), "\"tha4/upscaler.pt\" occurs twice");

    [Fact]
    public void Encrypted_archive_is_refused() => Refused(Sketch(entry => entry with { Flags = 1 }), "is encrypted");

    [Fact]
    public void Bomb_is_refused_by_its_stated_size() => Refused(Sketch(entry => entry with { Method = ZipFormat.Deflated, Size = 400_000_000 }), "more than is possible");

    [Fact]
    public void File_that_unpacks_to_more_than_it_says_is_refused() => Refused(Sketch(entry => entry with { Method = ZipFormat.Deflated, Size = 100 }), "its size or its check sum is wrong");

    [Fact]
    public void File_with_a_wrong_check_sum_is_refused() => Refused(Sketch(entry => entry with { Crc = 1 }), "its size or its check sum is wrong");

    [Fact]
    public void Archive_of_very_many_networks_is_refused() =>
        Refused(Zip([.. Enumerable.Range(0, 21).Select(i => ($"{i}.pt", new byte[] { 1 }))]), "has more in it", "21 networks");

    [Fact]
    public void Truncated_archive_is_refused_wherever_it_is_cut()
    {
        byte[] whole = File.ReadAllBytes(Zip([.. Five("")]));
        string path = _temporary.File("cut.zip");
        for (int length = 4; length < whole.Length; length += 97)
        {
            File.WriteAllBytes(path, whole[..length]);
            Refused(path, "truncated");
        }
    }

    [Fact]
    public void Archive_without_networks_misses_all_five() => Refused(Zip([("README.md", [1])]), "upscaler.pt are missing");

    [Fact]
    public void Folder_of_networks_tells_which_files_are_not_there()
    {
        Assert.Equal(5, Models.MissingFiles().Length);
        SmallNetworks.Write(Models.Path);
        File.Delete(Path.Combine(Models.Path, "upscaler.pt"));

        Assert.Equal(["upscaler.pt"], Models.MissingFiles());
        Assert.False(Models.AreThere);
    }

    private IReadOnlyList<TeacherFileReport> Import(string source, IProgress<double>? progress = null) => Published.Import(source, progress, TestContext.Current.CancellationToken);

    private static StateDict Zeros(TeacherNetwork network) => new(network.Tensors.Select(spec => KeyValuePair.Create(spec.Key, new Tensor([.. spec.Shape], new float[spec.Count]))));

    private static IEnumerable<(string Name, byte[] Content)> Five(string folder) =>
        SmallNetworks.All.Select(network => ($"{folder}{network.FileName}", SmallNetworks.Bytes(network)));

    /// <summary>An archive as usual programs write it.</summary>
    private string Zip((string Name, byte[] Content)[] files)
    {
        string path = _temporary.File("archive.zip");
        using ZipArchive archive = new(File.Create(path), ZipArchiveMode.Create);
        foreach ((string name, byte[] content) in files)
        {
            using Stream entry = archive.CreateEntry(name).Open();
            entry.Write(content);
        }

        return path;
    }

    /// <summary>An archive of the five files, the third of which is spoiled.</summary>
    private string Sketch(Func<SketchedEntry, SketchedEntry> spoil)
    {
        var sketch = new ZipSketch();
        sketch.Entries.AddRange(Five("tha4/").Select((file, i) => i == 2 ? spoil(new SketchedEntry(file.Name, file.Content)) : new SketchedEntry(file.Name, file.Content)));
        return Write(sketch);
    }

    private string SketchWith(SketchedEntry entry)
    {
        var sketch = new ZipSketch();
        sketch.Entries.AddRange(Five("tha4/").Select(file => new SketchedEntry(file.Name, file.Content)).Append(entry));
        return Write(sketch);
    }

    private string Write(ZipSketch sketch)
    {
        File.WriteAllBytes(_temporary.File("sketch.zip"), sketch.Build());
        return _temporary.File("sketch.zip");
    }

    private void Refused(string source, params string[] words)
    {
        TeacherWeightsException error = Assert.Throws<TeacherWeightsException>(() => Import(source));
        Assert.Contains(source, error.Message, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain(".partial", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_temporary.File("models")));
        Assert.False(File.Exists(_temporary.File("evil.pt")));
    }

    private void AssertOnlyTheFolder() => Assert.Equal([Models.Path], Directory.GetFileSystemEntries(_temporary.File("models")));

    private sealed class Notes : IProgress<double>
    {
        public double Last { get; private set; }

        public void Report(double value) => Last = value;
    }
}
