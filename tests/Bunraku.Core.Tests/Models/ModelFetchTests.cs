using System.Security.Cryptography;
using Bunraku.Core.Errors;
using Bunraku.Core.Models;
using Bunraku.Core.Tests.Files;

namespace Bunraku.Core.Tests.Models;

public sealed class ModelFetchTests : IDisposable
{
    private readonly TemporaryFolder _temporary = new();
    private readonly HttpClient _client = new();
    private readonly byte[] _file = RandomNumberGenerator.GetBytes(300_000);

    private ModelFolder Folder => new(Path.Combine(_temporary.Path, "models"));

    public void Dispose()
    {
        _client.Dispose();
        _temporary.Dispose();
    }

    [Fact]
    public async Task Model_is_fetched_whole_and_its_progress_told()
    {
        await using var server = new FileServer(_file);
        var progress = new Notes();

        await FetchAsync(server, progress);

        Assert.Equal(_file, await ReadAsync());
        Assert.Equal(ModelState.Good, Folder.Check(Model(server)));
        Assert.Equal(1, progress.Last.Fraction);
        Assert.Single(Directory.GetFiles(Folder.Path));
    }

    [Fact]
    public async Task Model_that_is_there_is_not_fetched_again()
    {
        await using var server = new FileServer(_file);
        await FetchAsync(server);
        await FetchAsync(server);

        Assert.Single(server.Starts);
    }

    [Fact]
    public void Model_may_be_a_link()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Links need a privilege here.");
        Directory.CreateDirectory(Folder.Path);
        File.WriteAllBytes(_temporary.File("elsewhere"), _file);
        PublishedModel model = PublishedModel.Face with { Length = _file.Length };
        File.CreateSymbolicLink(Folder.PathOf(model), "../elsewhere");

        Assert.True(Folder.Has(model));
        Assert.False(Folder.Has(model with { Length = "../elsewhere".Length }));
    }

    [Fact]
    public async Task Connection_cut_in_the_middle_is_taken_up_where_it_ended()
    {
        await using var server = new FileServer(_file) { CutAfter = 100_000 };

        await FetchAsync(server);

        Assert.Equal(_file, await ReadAsync());
        Assert.Equal([0, 100_000, 200_000], server.Starts);
    }

    [Fact]
    public async Task Server_without_ranges_sends_all_of_it_again()
    {
        await using var server = new FileServer(_file) { KnowsRanges = false };
        Directory.CreateDirectory(Folder.Path);
        await WritePartialAsync(server, _file[..120_000]);

        await FetchAsync(server);

        Assert.Equal(_file, await ReadAsync());
        Assert.Equal([0], server.Starts);
    }

    [Fact]
    public async Task Later_try_goes_on_from_what_an_earlier_one_left()
    {
        await using var server = new FileServer(_file);
        await WritePartialAsync(server, _file[..120_000]);

        await FetchAsync(server);

        Assert.Equal(_file, await ReadAsync());
        Assert.Equal([120_000], server.Starts);
    }

    [Fact]
    public async Task Rest_of_something_else_is_thrown_away_and_the_file_fetched_from_its_start()
    {
        await using var server = new FileServer(_file);
        await WritePartialAsync(server, new byte[120_000]);

        await FetchAsync(server);

        Assert.Equal(_file, await ReadAsync());
        Assert.Equal([120_000, 0], server.Starts);
    }

    [Fact]
    public async Task Connection_that_is_always_cut_leaves_what_came_for_the_next_try()
    {
        await using var server = new FileServer(_file) { CutAfter = 50_000 };

        BadInputException error = await Assert.ThrowsAsync<BadInputException>(() => FetchAsync(server));

        Assert.Contains("cut after 200000 of 300000 bytes", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Folder.PathOf(Model(server))));
        server.CutAfter = null;
        await FetchAsync(server);
        Assert.Equal(_file, await ReadAsync());
        Assert.Equal(200_000, server.Starts[^1]);
    }

    [Fact]
    public async Task Wrong_bytes_are_refused_and_nothing_is_left_of_them()
    {
        await using var server = new FileServer(RandomNumberGenerator.GetBytes(_file.Length));

        BadInputException error = await Assert.ThrowsAsync<BadInputException>(() => FetchAsync(server));

        Assert.Contains("SHA-256", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Folder.Path));
    }

    [Fact]
    public async Task File_of_another_length_is_refused_before_it_is_received()
    {
        await using var server = new FileServer(new byte[1234]);

        BadInputException error = await Assert.ThrowsAsync<BadInputException>(() => FetchAsync(server));

        Assert.Contains("has 1234 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_404_is_told_with_its_address()
    {
        await using var server = new FileServer(_file) { Refusal = "404 Not Found" };

        BadInputException error = await Assert.ThrowsAsync<BadInputException>(() => FetchAsync(server));

        Assert.Contains("404", error.Message, StringComparison.Ordinal);
        Assert.Contains(server.Address.AbsoluteUri, error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Folder.Path));
    }

    [Fact]
    public async Task Server_that_is_not_there_is_told_as_a_matter_of_the_network()
    {
        Uri address;
        await using (var server = new FileServer(_file))
        {
            address = server.Address;
        }

        BadInputException error = await Assert.ThrowsAsync<BadInputException>(() => FetchAsync(address));

        Assert.Contains("Check the network connection", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Second_fetch_at_the_same_time_is_refused()
    {
        await using var server = new FileServer(_file);
        Directory.CreateDirectory(Folder.Path);
        await using FileStream held = new(Folder.PathOf(Model(server)) + ".partial", FileMode.Create, FileAccess.Write, FileShare.None);

        BadInputException error = await Assert.ThrowsAsync<BadInputException>(() => FetchAsync(server));

        Assert.Contains("being fetched already", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_takes_the_published_file_alone()
    {
        await using var server = new FileServer(_file);
        string right = Path.Combine(_temporary.Path, "right.bin");
        string wrong = Path.Combine(_temporary.Path, "wrong.bin");
        await File.WriteAllBytesAsync(right, _file, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(wrong, new byte[_file.Length], TestContext.Current.CancellationToken);

        Assert.Contains(wrong, Assert.Throws<BadInputException>(() => Folder.Import(Model(server), wrong)).Message, StringComparison.Ordinal);
        Assert.Throws<BadInputException>(() => Folder.Import(Model(server), Path.Combine(_temporary.Path, "none.bin")));
        Assert.Equal(ModelState.Missing, Folder.Check(Model(server)));
        Folder.Import(Model(server), right);

        Assert.Equal(ModelState.Good, Folder.Check(Model(server)));
    }

    private PublishedModel Model(FileServer server) => Model(server.Address);

    private PublishedModel Model(Uri address) => new()
    {
        Name = "test",
        FileName = "file.bin",
        Purpose = "is for tests",
        Origin = "this test",
        Address = address,
        Length = _file.Length,
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(_file)),
    };

    private Task FetchAsync(FileServer server, IProgress<FetchProgress>? progress = null) => FetchAsync(server.Address, progress);

    private Task FetchAsync(Uri address, IProgress<FetchProgress>? progress = null) =>
        new ModelFetch(Folder, _client).FetchAsync(Model(address), null, progress, TestContext.Current.CancellationToken);

    private Task<byte[]> ReadAsync() => File.ReadAllBytesAsync(Path.Combine(Folder.Path, "file.bin"), TestContext.Current.CancellationToken);

    private async Task WritePartialAsync(FileServer server, byte[] bytes)
    {
        Directory.CreateDirectory(Folder.Path);
        await File.WriteAllBytesAsync(new ModelFetch(Folder, _client).PartialPathOf(Model(server)), bytes, TestContext.Current.CancellationToken);
    }

    private sealed class Notes : IProgress<FetchProgress>
    {
        public FetchProgress Last { get; private set; }

        public void Report(FetchProgress value) => Last = value;
    }
}
