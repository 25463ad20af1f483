using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Bunraku.Core.Checkpoints;

namespace Bunraku.Core.Teachers;

/// <summary>Reads the weights of the five networks from a folder of <c>.pt</c> files, none of which is trusted.</summary>
public static class TeacherWeights
{
    /// <summary>
    /// Reads all five networks, one after another, so that only one is in memory at a time. Names, shapes and types of all five are checked before the first is read;
    /// where elements turn out to be damaged later, the remaining files are still checked but not handed over.
    /// </summary>
    /// <param name="folder">The folder of the five files.</param>
    /// <param name="use">Takes the weights of a network, in the order of its specification. What it took is to be dropped if this method throws.</param>
    /// <param name="progress">Is told of every file before it is read, on the caller's thread.</param>
    /// <param name="hash">Takes the name and the SHA-256 of every file, computed while the file is read; null where nobody asks for it.</param>
    /// <returns>What is unusual about the files, but does no harm.</returns>
    /// <exception cref="TeacherWeightsException">A file is missing, damaged, hostile, or not what its name says.</exception>
    public static IReadOnlyList<string> Load(string folder, Action<TeacherNetwork, StateDict> use, IProgress<TeacherLoading>? progress = null, IncrementalHash? hash = null) =>
        Load(folder, TeacherNetworks.All, use, progress, hash);

    /// <summary>Checks what can be checked in no time: that all five files are there with the right names, shapes and types.</summary>
    /// <exception cref="TeacherWeightsException">One is not.</exception>
    public static void RequireComplete(string folder) => RequireComplete(folder, TeacherNetworks.All);

    /// <summary>Reads everything in all five files and tells what was found, be it good or bad.</summary>
    public static IReadOnlyList<TeacherFileReport> Examine(string folder) => Examine(folder, TeacherNetworks.All);

    internal static IReadOnlyList<string> Load(
        string folder, ImmutableArray<TeacherNetwork> networks, Action<TeacherNetwork, StateDict> use, IProgress<TeacherLoading>? progress = null, IncrementalHash? hash = null)
    {
        RequireComplete(folder, networks);
        var problems = new List<string>();
        var notices = new List<string>();
        for (int i = 0; i < networks.Length; i++)
        {
            TeacherNetwork network = networks[i];
            progress?.Report(new TeacherLoading(network.FileName, i, networks.Length));
            StateDict? weights = Try(problems, () =>
            {
                using TeacherFile file = TeacherFile.Open(Path.Combine(folder, network.FileName), network, networks, isHashed: hash is not null);
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

    internal static void RequireComplete(string folder, ImmutableArray<TeacherNetwork> networks)
    {
        var problems = new List<string>();
        string[] missing = [.. networks.Select(network => network.FileName).Where(name => !File.Exists(Path.Combine(folder, name)))];
        if (missing.Length > 0)
        {
            problems.Add(TeacherWeightsException.Missing(folder, missing));
        }

        foreach (TeacherNetwork network in networks.Where(network => !missing.Contains(network.FileName)))
        {
            Try(problems, () =>
            {
                using TeacherFile file = TeacherFile.Open(Path.Combine(folder, network.FileName), network, networks);
                return file;
            });
        }

        if (problems.Count > 0)
        {
            throw new TeacherWeightsException(folder, problems);
        }
    }

    internal static IReadOnlyList<TeacherFileReport> Examine(string folder, ImmutableArray<TeacherNetwork> networks)
    {
        var reports = new TeacherFileReport[networks.Length];
        Parallel.For(0, networks.Length, i => reports[i] = TeacherFileReport.Of(Path.Combine(folder, networks[i].FileName), networks[i], networks));
        return reports;
    }

    private static T? Try<T>(List<string> problems, Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (CheckpointException error)
        {
            problems.Add(error.Message);
            return null;
        }
    }
}
