using System.Security.Cryptography;
using System.Text;
using Bunraku.Core.Checkpoints;
using Bunraku.Core.Errors;

namespace Bunraku.Core.Teachers;

/// <summary>Reads the weights of the five networks from a folder of <c>.pt</c> files, none of which is trusted.</summary>
public static class TeacherWeights
{
    /// <summary>
    /// Reads all five networks, one after another, so that only one is in memory at a time. Names, shapes and types of all five are checked before the first is read;
    /// where elements turn out to be damaged later, the remaining files are still checked but not handed over.
    /// </summary>
    /// <param name="family">The family that the files must be of.</param>
    /// <param name="folder">The folder of the five files.</param>
    /// <param name="use">Takes the weights of a network, in the order of its specification. What it took is to be dropped if this method throws.</param>
    /// <param name="progress">Is told of every file before it is read, on the caller's thread.</param>
    /// <param name="hash">Takes the name and the SHA-256 of every file, computed while the file is read; null where nobody asks for it.</param>
    /// <returns>What is unusual about the files, but does no harm.</returns>
    /// <exception cref="TeacherWeightsException">A file is missing, damaged, hostile, or not what its name says.</exception>
    public static IReadOnlyList<string> Load(
        TeacherFamily family, string folder, Action<TeacherNetwork, StateDict> use, IProgress<TeacherLoading>? progress = null, IncrementalHash? hash = null)
    {
        RequireComplete(family, folder);
        var problems = new List<Phrase>();
        var notices = new List<string>();
        for (int i = 0; i < family.Networks.Length; i++)
        {
            TeacherNetwork network = family.Networks[i];
            progress?.Report(new TeacherLoading(network.FileName, i, family.Networks.Length));
            StateDict? weights = Try(problems, () =>
            {
                using TeacherFile file = TeacherFile.Open(Path.Combine(folder, network.FileName), network, family, isHashed: hash is not null);
                StateDict read = file.Read();
                notices.AddRange(file.Notices);
                hash?.AppendData(Encoding.UTF8.GetBytes(network.FileName));
                hash?.AppendData(file.Hash());
                return read;
            });
            if (weights is not null && problems.Count == 0)
            {
                use(network, weights);
            }
        }

        return problems.Count == 0 ? notices : throw new TeacherWeightsException(folder, problems);
    }

    /// <summary>Checks what can be checked in no time: that all five files are there with the right names, shapes and types.</summary>
    /// <exception cref="TeacherWeightsException">One is not.</exception>
    public static void RequireComplete(TeacherFamily family, string folder)
    {
        var problems = new List<Phrase>();
        string[] missing = [.. family.Networks.Select(network => network.FileName).Where(name => !File.Exists(Path.Combine(folder, name)))];
        if (missing.Length > 0)
        {
            TeacherFamily? other = TeacherFile.FindOther(FilesIn(folder), family);
            problems.Add(TeacherWeightsException.Missing(folder, missing, family, other));
            if (other is not null)
            {
                throw new TeacherWeightsException(folder, problems); // What else is wrong with its files does not matter.
            }
        }

        foreach (TeacherNetwork network in family.Networks.Where(network => !missing.Contains(network.FileName)))
        {
            Try(problems, () =>
            {
                using TeacherFile file = TeacherFile.Open(Path.Combine(folder, network.FileName), network, family);
                return file;
            });
        }

        if (problems.Count > 0)
        {
            throw new TeacherWeightsException(folder, problems);
        }
    }

    /// <summary>Reads everything in all five files and tells what was found, be it good or bad.</summary>
    public static IReadOnlyList<TeacherFileReport> Examine(TeacherFamily family, string folder)
    {
        var reports = new TeacherFileReport[family.Networks.Length];
        Parallel.For(0, reports.Length, i => reports[i] = TeacherFileReport.Of(Path.Combine(folder, family.Networks[i].FileName), family.Networks[i], family));
        return reports;
    }

    /// <summary>Whether a folder holds a network that only this family has; a quick look at the names and shapes in its files.</summary>
    public static bool IsOf(TeacherFamily family, string folder)
    {
        TeacherNetwork[] own = [.. family.OwnNetworks];
        return FilesIn(folder).Any(path => own.Contains(TeacherFile.Identify(path, family)));
    }

    private static IEnumerable<string> FilesIn(string folder)
    {
        try
        {
            return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.pt").Order(StringComparer.Ordinal) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return []; // The message about missing files is enough.
        }
    }

    private static T? Try<T>(List<Phrase> problems, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (CheckpointException error)
        {
            problems.Add(error.Phrase);
            return null;
        }
    }
}
