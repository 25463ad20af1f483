using System.Collections.Immutable;
using Bunraku.Core.Files;
using Bunraku.Core.Teachers;

namespace Bunraku.Core.Models;

/// <summary>
/// The weights of the teacher in the models folder: five files, published by others in one archive whose address moves and whose
/// SHA-256 is not known here. They are therefore judged by what is in them.
/// </summary>
/// <param name="folder">The models folder.</param>
public sealed class TeacherModels(ModelFolder folder)
{
    /// <summary>The name that commands know the five files by, and the name of their folder.</summary>
    public const string Name = "tha4";

    /// <summary>What they are for, in a few words.</summary>
    public const string Purpose = "poses any picture (slow), and teaches students";

    /// <summary>Who publishes them, and under which licence.</summary>
    public const string Origin = "Pramook Khungurn (talking-head-anime-4-demo), CC BY-NC 4.0: not for commercial use";

    /// <summary>The five networks; tests put small ones in their place.</summary>
    internal ImmutableArray<TeacherNetwork> Networks { get; init; } = TeacherNetworks.All;

    /// <summary>The user's.</summary>
    public static TeacherModels OfUser => new(ModelFolder.OfUser);

    /// <summary>The folder of the five files; it is made when they come.</summary>
    public string Path => System.IO.Path.Combine(folder.Path, Name);

    /// <summary>Which of the five files are not there; a quick look, where <see cref="Examine"/> reads them.</summary>
    public ImmutableArray<string> MissingFiles()
    {
        FolderSwap.Recover(Path);
        return [.. Networks.Select(network => network.FileName).Where(name => !File.Exists(System.IO.Path.Combine(Path, name)))];
    }

    /// <summary>Whether all five files are there; a quick look, where <see cref="Examine"/> reads them.</summary>
    public bool AreThere => MissingFiles().IsEmpty;

    /// <summary>Reads everything in the five files and tells what was found, be it good or bad.</summary>
    public IReadOnlyList<TeacherFileReport> Examine() => TeacherWeights.Examine(Path, Networks);

    /// <summary>Takes the five files from a folder or a ZIP archive, wherever in it they are, after all of them were checked.</summary>
    /// <param name="source">The folder or archive.</param>
    /// <param name="progress">Is told the finished share, 0 to 1.</param>
    /// <param name="cancellationToken">Stops it; nothing is changed then.</param>
    /// <returns>What was taken, by its place in the models folder.</returns>
    /// <exception cref="Errors.BadInputException">A file is missing, damaged, hostile or not what its name says, or cannot be written. Nothing is changed then.</exception>
    public IReadOnlyList<TeacherFileReport> Import(string source, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        folder.Prepare();
        using var import = new TeacherImport(Path, Networks, progress, cancellationToken);
        return import.Run(source);
    }
}
