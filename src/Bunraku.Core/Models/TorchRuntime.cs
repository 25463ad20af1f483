using System.IO.Compression;
using System.Security.Cryptography;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;

namespace Bunraku.Core.Models;

/// <summary>
/// libtorch's libraries in the user's folder, for a program that came without them. They are fetched as NuGet's package, whose SHA-256 is known here, or imported from
/// an archive of libtorch that PyTorch publishes, for instance with CUDA.
/// </summary>
/// <param name="folder">The folder that holds the folder of the libraries; it is made when they come.</param>
public sealed class TorchRuntime(string folder)
{
    /// <summary>The name that commands know it by.</summary>
    public const string Name = "libtorch";

    /// <summary>Names another address of the package.</summary>
    public const string Variable = "BUNRAKU_LIBTORCH_ADDRESS";

    /// <summary>What to say where there is no package.</summary>
    public static Phrase NoPackage { get; } = Phrase.Of("There is no libtorch for this system, only for Windows, for Linux on x64 (with glibc), and for Macs with Apple silicon.");

    /// <summary>What to say where there is none with CUDA.</summary>
    public static Phrase NoCuda { get; } = Phrase.Of("There is a libtorch with CUDA only for Windows and Linux on x64.");

    /// <summary>In PyTorch's archives: the version, such as 2.10.0+cu128.</summary>
    private const string VersionFile = "build-version";

    /// <summary>Tells which of TorchSharp's libraries was copied to those of libtorch, by its SHA-256.</summary>
    private const string CopyNote = "torchsharp.sha256";

    /// <summary>TorchSharp's own library.</summary>
    private static readonly string TorchSharpLibrary = OperatingSystem.IsWindows() ? "LibTorchSharp.dll" : OperatingSystem.IsMacOS() ? "libLibTorchSharp.dylib" : "libLibTorchSharp.so";

    /// <summary>The user's: <c>libtorch</c> in <see cref="UserFolders.Data"/>.</summary>
    public static TorchRuntime OfUser => new(System.IO.Path.Combine(UserFolders.Data, Name));

    /// <summary>The package for this machine; null where there is none (Linux on ARM, musl, Macs with Intel processors).</summary>
    public static PublishedModel? Package => TorchPackage.OfMachine;

    /// <summary>The room that the libraries take, in bytes.</summary>
    public static long UnpackedBytes => TorchPackage.UnpackedBytes;

    /// <summary>The folder of the libraries, be they there or not.</summary>
    public string Path => System.IO.Path.Combine(folder, TorchPackage.Version);

    /// <summary>Whether the libraries are there.</summary>
    public bool IsHere
    {
        get
        {
            FolderSwap.Recover(Path);
            return HasLibraries(Path);
        }
    }

    /// <summary>Whether the libraries are there, with those for NVIDIA's graphics cards.</summary>
    public bool HasCuda => IsHere && HasCudaLibraries(Path);

    /// <summary>The archive with CUDA that is fetched; tests put a small one in its place.</summary>
    internal TorchArchive? FetchedCuda { get; init; } = TorchArchive.OfMachine;

    /// <summary>The package that is fetched; tests put a small one in its place.</summary>
    internal PublishedModel? Fetched { get; init; } = Package;

    /// <summary>Whether a folder, or one of those in it, has libtorch's libraries.</summary>
    public static bool HasLibraries(string folder)
    {
        try
        {
            return Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*torch_cpu*", SearchOption.AllDirectories).Any();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Fetches the package and unpacks it, unless the libraries are there. An interrupted download is resumed.</summary>
    /// <param name="client">What it is fetched with.</param>
    /// <param name="address">Where to get it; null: the address in <see cref="Variable"/>, else NuGet's.</param>
    /// <param name="progress">Is told of every piece.</param>
    /// <param name="cancellationToken">Stops it; what came stays for the next try.</param>
    /// <exception cref="BadInputException">There is no package for this machine, no room, the address cannot be reached or has something else, or a file cannot be written.</exception>
    public async Task FetchAsync(HttpClient client, Uri? address, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        if (IsHere)
        {
            return;
        }

        PublishedModel package = Fetched ?? throw new BadInputException(NoPackage);
        var downloads = new ModelFolder(folder);
        downloads.Prepare();
        DiskSpace.Require(folder, package.Length + UnpackedBytes, "libtorch");
        await new ModelFetch(downloads, client).FetchAsync(package, address ?? AddressOfUser(), progress, cancellationToken).ConfigureAwait(false);
        string file = downloads.PathOf(package);
        Unpack(file, "runtimes/", cancellationToken);
        Forget(file);
    }

    /// <summary>
    /// Fetches PyTorch's archive with CUDA and unpacks it in the place of the libraries for processors, unless it is there. An interrupted download is resumed.
    /// </summary>
    /// <inheritdoc cref="FetchAsync"/>
    public async Task FetchCudaAsync(HttpClient client, Uri? address, IProgress<FetchProgress>? progress, CancellationToken cancellationToken)
    {
        if (HasCuda)
        {
            return;
        }

        TorchArchive archive = FetchedCuda ?? throw new BadInputException(NoCuda);
        new ModelFolder(folder).Prepare();
        DiskSpace.Require(folder, archive.Room, "libtorch with CUDA");
        string file = System.IO.Path.Combine(folder, "cuda.zip.partial");
        await archive.ReceiveAsync(client, address ?? AddressOfUser(), file, progress, cancellationToken).ConfigureAwait(false);
        Unpack(file, "libtorch/lib/", cancellationToken);
        Forget(file);
    }

    /// <summary>Takes the libraries from NuGet's package, or from an archive of libtorch that PyTorch publishes.</summary>
    /// <param name="file">The package or archive.</param>
    /// <param name="cancellationToken">Stops it; nothing is changed then.</param>
    /// <exception cref="BadInputException">It is neither, is of another version, or cannot be read or unpacked. Nothing is changed then.</exception>
    public void Import(string file, CancellationToken cancellationToken = default)
    {
        try
        {
            using FileStream content = File.OpenRead(file);
            if (Fetched is { } package && ModelFolder.IsPublished(package, content))
            {
                Unpack(file, "runtimes/", cancellationToken);
                return;
            }

            content.Position = 0;
            using var archive = new ZipArchive(content, ZipArchiveMode.Read);
            RequireVersion(archive, file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{file}: the file cannot be read. {e.Message}", e);
        }
        catch (InvalidDataException e)
        {
            throw NotLibtorch(file, e);
        }

        Unpack(file, "libtorch/lib/", cancellationToken);
    }

    /// <summary>Puts TorchSharp's own library to those of libtorch, which it looks for where it lies, unless that was done.</summary>
    /// <param name="plugin">The folder of the plug-in.</param>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    internal void Adopt(string plugin)
    {
        // Next to the plug-in in a download, which is for one system; in the folder of its system in the dotnet tool, which is for all.
        string[] places = [System.IO.Path.Combine(plugin, TorchSharpLibrary), System.IO.Path.Combine(plugin, "runtimes", TorchPackage.Machine, "native", TorchSharpLibrary)];
        if (places.FirstOrDefault(File.Exists) is not { } library)
        {
            return;
        }

        byte[] content = File.ReadAllBytes(library);
        string hash = Convert.ToHexStringLower(SHA256.HashData(content));
        string note = System.IO.Path.Combine(Path, CopyNote);
        if (!File.Exists(note) || File.ReadAllText(note) != hash)
        {
            AtomicFile.Write(System.IO.Path.Combine(Path, TorchSharpLibrary), stream => stream.Write(content));
            AtomicFile.WriteText(note, hash);
        }
    }

    /// <summary>Whether a folder has libtorch's libraries for NVIDIA's graphics cards.</summary>
    internal static bool HasCudaLibraries(string folder) => Directory.EnumerateFiles(folder, "*torch_cuda*", SearchOption.AllDirectories).Any();

    private static void Forget(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another program reads it: it only takes room.
        }
    }

    private static void RequireVersion(ZipArchive archive, string file)
    {
        using var text = new StreamReader((archive.GetEntry($"libtorch/{VersionFile}") ?? throw NotLibtorch(file, null)).Open());
        char[] start = new char[40];
        string version = new string(start, 0, text.ReadBlock(start)).Trim();
        if (version.Split('+')[0] != TorchPackage.Version)
        {
            throw new BadInputException($"{file}: this is libtorch {ForeignText.Quote(version)}, but version {TorchPackage.Version} is needed.");
        }
    }

    private static BadInputException NotLibtorch(string file, Exception? cause) => Package is { } package
        ? new BadInputException($"{file}: this is neither NuGet's package of libtorch ({package.FileName}, {package.Length} bytes) nor an archive of libtorch from pytorch.org.", cause)
        : new BadInputException($"{file}: this is neither NuGet's package of libtorch (of which there is none for this system) nor an archive of libtorch from pytorch.org.", cause);

    private static Uri? AddressOfUser() => Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } named ? null
        : Uri.TryCreate(named, UriKind.Absolute, out Uri? address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) ? address
        : throw new BadInputException($"{Variable}: {ForeignText.Quote(named)} is not an http:// or https:// address.");

    /// <summary>Unpacks the libraries, whose paths in the archive begin in one way, into one folder.</summary>
    private void Unpack(string file, string start, CancellationToken cancellationToken)
    {
        try
        {
            using ZipArchive archive = ZipFile.OpenRead(file);
            using FolderSwap swap = FolderSwap.Begin(Path, whole: true);
            foreach (ZipArchiveEntry entry in archive.Entries.Where(entry => entry.FullName.StartsWith(start, StringComparison.Ordinal) && IsLibrary(entry.Name)))
            {
                cancellationToken.ThrowIfCancellationRequested();
                entry.ExtractToFile(System.IO.Path.Combine(swap.Staging, entry.Name));
            }

            if (!HasLibraries(swap.Staging))
            {
                throw NotLibtorch(file, null);
            }

            swap.Commit();
        }
        catch (InvalidDataException e)
        {
            throw new BadInputException($"{file}: the archive is damaged. Get it again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{Path}: libtorch cannot be unpacked. {AtomicFile.Advice(e)}", e);
        }
    }

    /// <summary>Such as torch_cpu.dll, libtorch_cpu.dylib and libgomp-98b21ff3.so.1, and nothing that names a folder.</summary>
    private static bool IsLibrary(string name) =>
        name.IndexOfAny(['/', '\\', ':']) < 0
        && (name.EndsWith(".dll", StringComparison.Ordinal) || name.EndsWith(".dylib", StringComparison.Ordinal) || name.EndsWith(".so", StringComparison.Ordinal) || name.Contains(".so.", StringComparison.Ordinal));
}
