using System.Collections.Immutable;
using System.Security.Cryptography;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Checkpoints.Archives;
using Bunraku.Core.Errors;
using Bunraku.Core.Files;
using Bunraku.Core.Teachers;

namespace Bunraku.Core.Models;

/// <summary>
/// One import of the files of one or more families. They take their places only when all of them are complete and good. The next import cleans up after one that was killed.
/// </summary>
internal sealed class TeacherImport : IDisposable
{
    private const int BufferSize = 1 << 20;
    private const int MostEntries = 20;

    private readonly ImmutableArray<TeacherModels> _targets;
    private readonly string _folder;
    private readonly IProgress<double>? _progress;
    private readonly CancellationToken _cancellationToken;
    private readonly FileLock _lock;
    private readonly List<FolderSwap> _swaps = [];
    private long _written;
    private long _toWrite = 1;

    /// <param name="targets">The families that can be imported; the folder that theirs are in must exist.</param>
    /// <param name="progress">Is told the finished share.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="BadInputException">Another import is under way, or the folder cannot be written.</exception>
    public TeacherImport(ImmutableArray<TeacherModels> targets, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        _targets = targets;
        _folder = RealPath.Of(targets[0].Path);
        _progress = progress;
        _cancellationToken = cancellationToken;
        string lockPath = _folder + ".lock";
        try
        {
            _lock = FileLock.Take(lockPath);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{lockPath}: the file cannot be written, perhaps because another import is under way. {AtomicFile.Advice(e)}", e);
        }
    }

    /// <summary>Imports from a folder or an archive.</summary>
    /// <exception cref="BadInputException">Something is wrong with the source or the disk. The final folders are as they were.</exception>
    public IReadOnlyList<TeacherFileReport> Run(string source)
    {
        try
        {
            foreach (TeacherModels target in _targets)
            {
                FolderSwap.Recover(target.Path);
            }

            return Directory.Exists(source) ? FromFolder(source) : FromArchive(source);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{_folder}: the five files cannot be written. {AtomicFile.Advice(e)}", e);
        }
        finally
        {
            _swaps.ForEach(swap => swap.Dispose());
        }
    }

    public void Dispose() => _lock.Dispose();

    private TeacherFileReport[] FromFolder(string source)
    {
        (TeacherModels Target, TeacherFileReport[] Reports)[] found = Check(source, source);
        FolderSwap[] swaps = [.. found.Select(entry => Begin(entry.Target))];
        Reserve(found.SelectMany(entry => entry.Reports).Sum(report => report.Length!.Value));
        foreach (((_, TeacherFileReport[] reports), FolderSwap swap) in found.Zip(swaps))
        {
            foreach (TeacherFileReport report in reports)
            {
                Copy(report, swap);
            }
        }

        return Commit(found, swaps);
    }

    private TeacherFileReport[] FromArchive(string source)
    {
        if (!File.Exists(source))
        {
            throw new BadInputException($"{source}: there is no such file or folder. Name the archive of the five files, or the folder it was unpacked into.");
        }

        FolderSwap first = Begin(_targets[0]);
        string unpacked = Path.Combine(first.Staging, "unpacked");
        using (DownloadedArchive archive = DownloadedArchive.Open(source))
        {
            ZipEntry[] entries = Choose(archive, source);
            Reserve(entries.Sum(entry => entry.Size));
            foreach (ZipEntry entry in entries)
            {
                string path = Path.Combine(unpacked, entry.Name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
                archive.Unpack(entry, file, Advance, _cancellationToken);
                file.Flush(flushToDisk: true);
            }
        }

        (TeacherModels Target, TeacherFileReport[] Reports)[] found = Check(unpacked, source);
        FolderSwap[] swaps = [.. found.Select(entry => entry.Target == _targets[0] ? first : Begin(entry.Target))];
        foreach (((_, TeacherFileReport[] reports), FolderSwap swap) in found.Zip(swaps))
        {
            foreach (TeacherFileReport report in reports)
            {
                PatientMove.File(report.Path, Path.Combine(swap.Staging, report.Network.FileName));
            }
        }

        Directory.Delete(unpacked, recursive: true);
        return Commit(found, swaps);
    }

    private FolderSwap Begin(TeacherModels target)
    {
        var swap = FolderSwap.Begin(RealPath.Of(target.Path));
        _swaps.Add(swap);
        return swap;
    }

    /// <summary>The entries to unpack: those named like the five files, or all networks where not all five names are there.</summary>
    private ZipEntry[] Choose(DownloadedArchive archive, string source)
    {
        if (archive.Entries.Any(entry => entry.Name.EndsWith("/data.pkl", StringComparison.Ordinal)))
        {
            throw new TeacherWeightsException(
                source,
                [Phrase.Of($"{source}: this is one network, but the weights are five files. Give the folder that holds all of them, or the archive as it was downloaded.")]);
        }

        ZipEntry[] networks = [.. archive.Entries.Where(entry => TeacherSearch.CanBe(entry.Name))];
        ZipEntry[] named = [.. networks.Where(entry => _targets.Any(target => target.Family.Networks.Any(network => IsCalled(entry, network))))];
        ZipEntry[] chosen = _targets.Any(target => target.Family.Networks.All(network => named.Any(entry => IsCalled(entry, network)))) ? named : networks;
        if (chosen.Length == 0)
        {
            throw new TeacherWeightsException(
                source,
                [TeacherWeightsException.Missing(source, _targets[0].Family.Networks.Select(network => network.FileName), _targets[0].Family)]);
        }

        if (chosen.Length > MostEntries || chosen.Any(entry => entry.Size > CheckpointLimits.Teacher.MaxBytes))
        {
            throw new TeacherWeightsException(
                source,
                [Phrase.Of($"{source}: the archive has more in it than the teacher's weights ({chosen.Length} networks, the largest of {chosen.Max(entry => entry.Size)} bytes). Is it the right one?")]);
        }

        return chosen;
    }

    private static bool IsCalled(ZipEntry entry, TeacherNetwork network) =>
        string.Equals(entry.Name[(entry.Name.LastIndexOf('/') + 1)..], network.FileName, StringComparison.OrdinalIgnoreCase);

    /// <summary>Finds the files of every family that is there, and reads them to their ends.</summary>
    /// <param name="place">The folder they are in.</param>
    /// <param name="name">What the user knows that folder as.</param>
    private (TeacherModels Target, TeacherFileReport[] Reports)[] Check(string place, string name)
    {
        TeacherModels[] present = _targets.Length == 1 ? [] : [.. _targets.Where(target => TeacherSearch.Holds(place, target.Family))];
        var problems = new List<Phrase>();
        var found = new List<(TeacherModels, TeacherFileReport[])>();
        foreach (TeacherModels target in present.Length == 0 ? [_targets[0]] : present)
        {
            KeyValuePair<TeacherNetwork, string>[] files = [.. TeacherSearch.Find(place, target.Family, problems)];
            var reports = new TeacherFileReport[files.Length];
            Parallel.For(0, reports.Length, i => reports[i] = TeacherFileReport.Of(files[i].Value, files[i].Key, target.Family));
            _cancellationToken.ThrowIfCancellationRequested();
            problems.AddRange(reports.Select(report => report.Problem).OfType<Phrase>());
            found.Add((target, reports));
        }

        return problems.Count == 0
            ? [.. found]
            : throw new TeacherWeightsException(name, [.. problems.Select(problem => problem.Replace(place, name))]);
    }

    private void Reserve(long bytes)
    {
        _toWrite = Math.Max(1, bytes);
        if (FreeSpace() is { } free && free < bytes)
        {
            throw new BadInputException($"{_folder}: {bytes >> 20} MB are needed, but only {free >> 20} MB are free on that disk. Free some space, or name another folder in {ModelFolder.Variable}.");
        }
    }

    private long? FreeSpace()
    {
        try
        {
            return new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(_swaps[0].Staging)! : _swaps[0].Staging).AvailableFreeSpace;
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException)
        {
            // A network drive without a letter does not tell; a full one is then noticed while writing.
            return null;
        }
    }

    private void Copy(TeacherFileReport report, FolderSwap swap)
    {
        using FileStream from = File.OpenRead(report.Path);
        using FileStream to = new(Path.Combine(swap.Staging, report.Network.FileName), FileMode.CreateNew, FileAccess.Write, FileShare.None);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[BufferSize];
        for (int count = from.Read(buffer); count > 0; count = from.Read(buffer))
        {
            _cancellationToken.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, count);
            to.Write(buffer, 0, count);
            Advance(count);
        }

        if (Convert.ToHexStringLower(hash.GetHashAndReset()) != report.Sha256)
        {
            throw new BadInputException($"{report.Path}: the file changed while it was read. Import it again when no program writes to it.");
        }

        to.Flush(flushToDisk: true);
    }

    private void Advance(int bytes)
    {
        _written += bytes;
        _progress?.Report((double)_written / _toWrite);
    }

    private static TeacherFileReport[] Commit((TeacherModels Target, TeacherFileReport[] Reports)[] found, FolderSwap[] swaps)
    {
        foreach (FolderSwap swap in swaps)
        {
            swap.Commit();
        }

        return [.. found.SelectMany(entry => entry.Reports.Select(report =>
        {
            string path = Path.Combine(RealPath.Of(entry.Target.Path), report.Network.FileName);
            return report with { Path = path, Notices = [.. report.Notices.Select(notice => notice.Replace(report.Path, path, StringComparison.Ordinal))] };
        }))];
    }
}
