using System.IO.Compression;
using Bunraku.Core.Characters;
using Bunraku.Core.Errors;
using Bunraku.Studio.Features.Characters;
using Bunraku.TestSupport;
using Microsoft.AspNetCore.Components.Forms;

namespace Bunraku.Studio.Tests.Characters;

public sealed class CharacterUploadTests
{
    [Fact]
    public async Task Four_files_of_a_character_are_a_character()
    {
        IBrowserFile[] files = [.. TestData.KoitoFiles.Select(path => new SentFile(Path.GetFileName(path), File.ReadAllBytes(path))), new SentFile("notes.txt", [])];

        Dictionary<string, byte[]> received = await CharacterUpload.ReceiveAsync(files, TestContext.Current.CancellationToken);

        Assert.Equal(4, received.Count);
        Assert.NotNull(CharacterModel.LoadFromFiles(received).Weights);
    }

    [Theory]
    [InlineData("mika/")]
    [InlineData("")]
    public async Task Zip_of_a_character_is_a_character(string folder)
    {
        Dictionary<string, byte[]> files = TestData.KoitoFiles.ToDictionary(path => folder + Path.GetFileName(path), File.ReadAllBytes);
        files["__MACOSX/" + folder + "._character.png"] = [0];
        byte[] zip = Pack(files);

        Dictionary<string, byte[]> received = await CharacterUpload.ReceiveAsync([new SentFile("mika.zip", zip)], TestContext.Current.CancellationToken);

        Assert.Equal("mika", CharacterModel.LoadFromFiles(received).Name);
    }

    /// <summary>Such zips come from Windows in Japan and China; Macs decompose the names.</summary>
    [Theory]
    [InlineData(932, "みか", "キャラ.png", "キャラ.png")]
    [InlineData(936, "美香", "图片.png", "图片.png")]
    [InlineData(65001, "み\u304Bさ", "が.png", "か\u3099.png")]
    public async Task Zip_with_names_of_another_system_is_a_character(int page, string folder, string picture, string pictureInZip)
    {
        System.Text.Encoding encoding = System.Text.CodePagesEncodingProvider.Instance.GetEncoding(page) ?? new System.Text.UTF8Encoding(false);
        var files = new Dictionary<string, byte[]>();
        foreach (string path in Directory.GetFiles(TestData.Koito))
        {
            (string name, byte[] content) = (Path.GetFileName(path), File.ReadAllBytes(path));
            files[$"{folder}/{(name == "character.png" ? pictureInZip : name)}"] =
                name == "character_model.yaml" ? System.Text.Encoding.UTF8.GetBytes(File.ReadAllText(path).Replace("character.png", picture, StringComparison.Ordinal)) : content;
        }

        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true, System.Text.Encoding.Latin1))
        {
            foreach ((string name, byte[] content) in files)
            {
                using Stream entry = zip.CreateEntry(System.Text.Encoding.Latin1.GetString(encoding.GetBytes(name))).Open();
                entry.Write(content);
            }
        }

        Dictionary<string, byte[]> received = await CharacterUpload.ReceiveAsync([new SentFile("x.zip", stream.ToArray())], TestContext.Current.CancellationToken);

        Assert.Equal(folder, CharacterModel.LoadFromFiles(received).Name);
    }

    [Fact]
    public async Task Zip_without_a_character_is_explained_by_what_is_in_it()
    {
        string message = await RefusalAsync(new SentFile("mika.zip", Pack(new() { ["mika/character.png"] = [1], ["notes.txt"] = [2] })));

        Assert.Contains("mika/character.png", message, StringComparison.Ordinal);
        Assert.DoesNotContain("notes.txt", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Zip_of_two_characters_is_refused()
    {
        string[] files = ["character_model.yaml", "character.png", "a.pt", "b.pt"];
        byte[] zip = Pack(files.SelectMany(file => new[] { "mika/" + file, "yui/" + file }).ToDictionary(name => name, _ => new byte[1]));

        Dictionary<string, byte[]> received = await CharacterUpload.ReceiveAsync([new SentFile("both.zip", zip)], TestContext.Current.CancellationToken);

        string message = Assert.ThrowsAny<BadInputException>(() => CharacterModel.LoadFromFiles(received)).Message;
        Assert.Contains("yui/character_model.yaml", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.98)]
    public async Task Torn_zip_is_refused(double kept)
    {
        byte[] zip = Pack(TestData.KoitoFiles.ToDictionary(path => Path.GetFileName(path)!, File.ReadAllBytes));

        string message = await RefusalAsync(new SentFile("mika.zip", zip[..(int)(zip.Length * kept)]));

        Assert.Contains("mika.zip is not a zip", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damaged_content_of_a_zip_is_refused()
    {
        byte[] zip = Pack(TestData.KoitoFiles.ToDictionary(path => Path.GetFileName(path)!, File.ReadAllBytes));
        zip.AsSpan(200, 4000).Fill(0xff);

        Assert.Contains("mika.zip is not a zip", await RefusalAsync(new SentFile("mika.zip", zip)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_file_is_explained_by_what_was_received()
    {
        string message = await RefusalAsync(new SentFile("character_model.yaml", []), new SentFile("character.png", []), new SentFile("face_morpher.pt", []));

        Assert.Contains("four files", message, StringComparison.Ordinal);
        Assert.Contains("face_morpher.pt", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_that_is_too_large_is_refused_before_it_is_received()
    {
        string message = await RefusalAsync(new SentFile("character_model.yaml", []), new SentFile("character.png", []), new SentFile("a.pt", []), new SentFile("b.pt", [], 1L << 40));

        Assert.Contains("b.pt", message, StringComparison.Ordinal);
        Assert.Contains("64 MB", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folder_of_many_characters_is_refused()
    {
        string message = await RefusalAsync([.. Enumerable.Range(0, 20).Select(i => new SentFile($"{i}.pt", []))]);

        Assert.Contains("one character", message, StringComparison.Ordinal);
    }

    private static async Task<string> RefusalAsync(params IBrowserFile[] files) =>
        (await Assert.ThrowsAsync<BadInputException>(() => CharacterUpload.ReceiveAsync(files, TestContext.Current.CancellationToken))).Message;

    private static byte[] Pack(Dictionary<string, byte[]> files)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] content) in files)
            {
                using Stream entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private sealed class SentFile(string name, byte[] content, long? size = null) : IBrowserFile
    {
        public string Name => name;

        public DateTimeOffset LastModified => DateTimeOffset.UnixEpoch;

        public long Size => size ?? content.Length;

        public string ContentType => "application/octet-stream";

        public Stream OpenReadStream(long maxAllowedSize, CancellationToken cancellationToken) => new MemoryStream(content);
    }
}
