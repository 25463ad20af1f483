using System.Collections.Frozen;
using System.Security.Cryptography;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Core.Models;

/// <summary>
/// An archive of libtorch with CUDA, as PyTorch publishes it. NuGet has the same libraries cut into 22 packages (Linux) or 16 (Windows), which only a build puts together.
/// The hashes are those that TorchSharp's own build compares with (<c>src/Redist/libtorch-cuda-12.8</c> of dotnet/TorchSharp); it does not tell the lengths.
/// </summary>
/// <param name="Address">Where it is published.</param>
/// <param name="Sha256">The SHA-256 of its bytes, in lower-case hexadecimal digits.</param>
internal sealed record TorchArchive(Uri Address, string Sha256)
{
    private const long MostBytes = 4_500_000_000;

    private static readonly FrozenDictionary<string, TorchArchive> Archives = new Dictionary<string, TorchArchive>
    {
        ["linux-x64"] = Published("libtorch-shared-with-deps", "429aa9fead3cf3d557e7c310442a1fae3879cdc14a469ff452043b39b61666a9"),
        ["win-x64"] = Published("libtorch-win-shared-with-deps", "16803eea936230646e6c48464887893c0c6f6db4fbc2f7ec9329da6549ad63e8"),
    }.ToFrozenDictionary();

    /// <summary>That of this machine; null where there is none.</summary>
    public static TorchArchive? OfMachine { get; } = Archives.GetValueOrDefault(TorchPackage.Machine);

    /// <summary>More than the archive and its libraries take together, in bytes.</summary>
    public long Room { get; init; } = 9_000_000_000;

    /// <summary>Receives the file and checks it. An interrupted download is resumed.</summary>
    /// <param name="client">What it is fetched with.</param>
    /// <param name="address">Where to get it instead of its publisher's address, or null.</param>
    /// <param name="file">The file to write; what came stays there for the next try.</param>
    /// <param name="progress">Is told of every piece.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="BadInputException">The address cannot be reached or has something else, or the file cannot be written.</exception>
    public async Task ReceiveAsync(HttpClient client, Uri? address, string file, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        address ??= Address;
        await using FileStream content = Open(file);
        var download = new HttpDownload(client) { Address = address, Name = Phrase.Verbatim("libtorch with CUDA"), Path = file, MostBytes = MostBytes };
        await download.ReceiveAsync(content, progress, cancellationToken).ConfigureAwait(false);
        content.Position = 0;
        string found = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false));
        if (found != Sha256)
        {
            content.SetLength(0);
            throw new BadInputException($"{address}: what is there is not libtorch {TorchPackage.Version} with CUDA as PyTorch publishes it (its SHA-256 is {found}, not {Sha256}). Start it again, or get the file elsewhere and import it.");
        }
    }

    private static TorchArchive Published(string name, string sha256) => new(new Uri($"https://download.pytorch.org/libtorch/cu128/{name}-{TorchPackage.Version}%2Bcu128.zip"), sha256);

    private static FileStream Open(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{file}: the file cannot be written, perhaps because it is being fetched already. {AtomicFile.Advice(e)}", e);
        }
    }
}
