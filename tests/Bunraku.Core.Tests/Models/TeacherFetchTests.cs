using System.IO.Compression;
using System.Security.Cryptography;
using Bunraku.Core.Errors;
using Bunraku.Core.Models;
using Bunraku.Core.Teachers;
using Bunraku.Core.Tests.Files;
using Bunraku.Core.Tests.Teachers;

namespace Bunraku.Core.Tests.Models;

public sealed class TeacherFetchTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly HttpClient _client = new();
    private readonly byte[] _archive = Archive();

    private ModelFolder Folder => new(_temporary.File("models"));

    private TeacherModels Models => new(Folder, SmallNetworks.Family);

    public void Dispose()
    {
        _client.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public async Task Archive_is_received_and_imported_and_does_not_stay()
    {
        await using var server = new FileServer(_archive);
        TeacherFetch fetch = Fetch();
        var progress = new Notes();

        string sha256 = await fetch.ReceiveAsync(server.Address, null, progress, TestContext.Current.CancellationToken);
        fetch.Import(null, TestContext.Current.CancellationToken);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(_archive)), sha256);
        Assert.Equal(new FetchProgress(_archive.Length, _archive.Length), progress.Last);
        Assert.All(Models.Examine(), report => Assert.True(report.IsGood));
        Assert.Equal([Models.Path], Directory.GetFileSystemEntries(Folder.Path));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("\"v1\"")]
    public async Task Cut_connection_is_taken_up_where_it_ended_now_and_at_the_next_try(string? version)
    {
        await using var server = new FileServer(_archive) { CutAfter = _archive.Length / 6, Version = version };

        await RefusedAsync(server.Address, "Start it again to resume from there.");
        server.CutAfter = null;
        await Fetch().ReceiveAsync(server.Address, null, null, TestContext.Current.CancellationToken);

        int piece = _archive.Length / 6;
        Assert.Equal([0, piece, 2 * piece, 3 * piece, 4 * piece], server.Starts);
        Assert.Equal(_archive, await File.ReadAllBytesAsync(Fetch().PartialPath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Other_version_of_the_file_is_received_from_its_start()
    {
        await using var server = new FileServer(_archive) { CutAfter = _archive.Length / 6, Version = "\"v1\"" };
        await RefusedAsync(server.Address);
        server.CutAfter = null;
        server.Version = "\"v2\"";

        await Fetch().ReceiveAsync(server.Address, null, null, TestContext.Current.CancellationToken);

        Assert.Equal(0, server.Starts[^1]);
        Assert.Equal(_archive, await File.ReadAllBytesAsync(Fetch().PartialPath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Other_address_is_received_from_its_start()
    {
        await using var first = new FileServer(_archive) { CutAfter = 100 };
        await using var second = new FileServer(_archive);
        await RefusedAsync(first.Address);

        await Fetch().ReceiveAsync(second.Address, null, null, TestContext.Current.CancellationToken);

        Assert.Equal([0], second.Starts);
    }

    [Fact]
    public async Task Archive_that_is_whole_already_is_not_received_again()
    {
        await using var server = new FileServer(_archive);
        await Fetch().ReceiveAsync(server.Address, null, null, TestContext.Current.CancellationToken);

        await Fetch().ReceiveAsync(server.Address, null, null, TestContext.Current.CancellationToken);

        Assert.Equal([0, _archive.Length], server.Starts);
        Fetch().Import(null, TestContext.Current.CancellationToken);
        Assert.True(Models.AreThere);
    }

    [Fact]
    public async Task Server_that_does_not_tell_the_length_is_read_to_the_end()
    {
        await using var server = new FileServer(_archive) { HidesLength = true };

        await Fetch().ReceiveAsync(server.Address, null, null, TestContext.Current.CancellationToken);

        Assert.Equal(_archive, await File.ReadAllBytesAsync(Fetch().PartialPath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Wrong_fingerprint_is_refused_with_both_and_nothing_is_left()
    {
        await using var server = new FileServer(_archive);
        string wanted = new('a', 64);

        BadInputException error = await Assert.ThrowsAsync<BadInputException>(() => Fetch().ReceiveAsync(server.Address, wanted, null, TestContext.Current.CancellationToken));

        Assert.Contains(wanted, error.Message, StringComparison.Ordinal);
        Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(_archive)), error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Folder.Path));
    }

    [Fact]
    public async Task Right_fingerprint_is_accepted_in_capitals_too()
    {
        await using var server = new FileServer(_archive);

        await Fetch().ReceiveAsync(server.Address, Convert.ToHexString(SHA256.HashData(_archive)), null, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Web_page_instead_of_the_archive_is_recognised()
    {
        await using var server = new FileServer("<html>"u8.ToArray()) { ContentType = "text/html; charset=utf-8" };

        await RefusedAsync(server.Address, "this is a web page", "behind the page's download button");
        Assert.Empty(Directory.GetFileSystemEntries(Folder.Path));
    }

    [Fact]
    public async Task Archive_without_the_five_files_is_refused_and_not_kept()
    {
        await using var server = new FileServer("not an archive at all"u8.ToArray());
        TeacherFetch fetch = Fetch();
        await fetch.ReceiveAsync(server.Address, null, null, TestContext.Current.CancellationToken);

        Assert.Throws<TeacherWeightsException>(() => fetch.Import(null, TestContext.Current.CancellationToken));

        Assert.Empty(Directory.GetFileSystemEntries(Folder.Path));
    }

    [Fact]
    public async Task Answer_404_is_told_with_its_address()
    {
        await using var server = new FileServer(_archive) { Refusal = "404 Not Found" };

        await RefusedAsync(server.Address, "404", server.Address.AbsoluteUri);
        Assert.Empty(Directory.GetFileSystemEntries(Folder.Path));
    }

    private TeacherFetch Fetch() => new(Folder, new PublishedTeacher(Folder, TeacherPublication.Tha4) { Families = [Models] }, _client);

    private async Task RefusedAsync(Uri address, params string[] words)
    {
        BadInputException error = await Assert.ThrowsAsync<BadInputException>(() => Fetch().ReceiveAsync(address, null, null, TestContext.Current.CancellationToken));
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }

    private static byte[] Archive()
    {
        var stream = new MemoryStream();
        using (ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (TeacherNetwork network in SmallNetworks.All)
            {
                using Stream entry = archive.CreateEntry($"tha4/{network.FileName}").Open();
                entry.Write(SmallNetworks.Bytes(network));
            }
        }

        return stream.ToArray();
    }

    private sealed class Notes : IProgress<FetchProgress>
    {
        public FetchProgress Last { get; private set; }

        public void Report(FetchProgress value) => Last = value;
    }
}
