using System.Collections.Immutable;
using Bunraku.Core.Files;
using Bunraku.Core.Teachers;

namespace Bunraku.Core.Models;

/// <summary>
/// The weights of a family of teachers in the models folder: five files, published by others in one archive whose address moves and whose
/// SHA-256 is not known here. They are therefore judged by what is in them.
/// </summary>
/// <param name="folder">The models folder.</param>
/// <param name="family">The family; tests put one of small networks in its place.</param>
public sealed class TeacherModels(ModelFolder folder, TeacherFamily family)
{
    /// <summary>What the files of any family are for, in a few words.</summary>
    public const string Purpose = "poses any picture (slow), and teaches students";

    /// <summary>The user's.</summary>
    public static TeacherModels OfUser(TeacherFamily family) => new(ModelFolder.OfUser, family);

    /// <summary>The family to begin with: the first of which the user has the weights, or the first of all.</summary>
    public static TeacherFamily UsualFamily => TeacherFamily.All.FirstOrDefault(family => OfUser(family).AreThere) ?? TeacherFamily.All[0];

    /// <summary>The family.</summary>
    public TeacherFamily Family => family;

    /// <summary>The folder of the five files; it is made when they come.</summary>
    public string Path => System.IO.Path.Combine(folder.Path, family.Name);

    /// <summary>Which of the five files are not there; a quick look, where <see cref="Examine"/> reads them.</summary>
    public ImmutableArray<string> MissingFiles()
    {
        FolderSwap.Recover(Path);
        return [.. family.Networks.Select(network => network.FileName).Where(name => !File.Exists(System.IO.Path.Combine(Path, name)))];
    }

    /// <summary>Whether all five files are there; a quick look, where <see cref="Examine"/> reads them.</summary>
    public bool AreThere => MissingFiles().IsEmpty;

    /// <summary>Reads everything in the five files and tells what was found, be it good or bad.</summary>
    public IReadOnlyList<TeacherFileReport> Examine() => TeacherWeights.Examine(family, Path);
}
