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
        string folder = SharedData.Characters()[0];
        IBrowserFile[] files = [.. Directory.GetFiles(folder).Select(path => new SentFile(Path.GetFileName(path), File.ReadAllBytes(path))), new SentFile("notes.txt", [])];

        Dictionary<string, byte[]> received = await CharacterUpload.ReceiveAsync(files, TestContext.Current.CancellationToken);

        Assert.Equal(4, received.Count);
        Assert.NotNull(CharacterModel.LoadFromFiles(received).Weights);
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

    private sealed class SentFile(string name, byte[] content, long? size = null) : IBrowserFile
    {
        public string Name => name;

        public DateTimeOffset LastModified => DateTimeOffset.UnixEpoch;

        public long Size => size ?? content.Length;

        public string ContentType => "application/octet-stream";

        public Stream OpenReadStream(long maxAllowedSize, CancellationToken cancellationToken) => new MemoryStream(content);
    }
}
