using System.Collections.Immutable;
using Bunraku.Core.Teachers;

namespace Bunraku.Core.Models;

/// <summary>The families of one published archive in the models folder: they are imported together.</summary>
/// <param name="folder">The models folder.</param>
/// <param name="publication">The archive.</param>
public sealed class PublishedTeacher(ModelFolder folder, TeacherPublication publication)
{
    /// <summary>The user's.</summary>
    public static PublishedTeacher OfUser(TeacherPublication publication) => new(ModelFolder.OfUser, publication);

    /// <summary>The archive.</summary>
    public TeacherPublication Publication => publication;

    /// <summary>Its families; tests put small networks in their place.</summary>
    public ImmutableArray<TeacherModels> Families { get; internal init; } = [.. publication.Families.Select(family => new TeacherModels(folder, family))];

    /// <summary>
    /// Takes the five files of every family that is in a folder or a ZIP archive, wherever in it they are, after all of them were checked. One family is enough. Where a
    /// family is there in float32 and in float16, the files in float32 are taken.
    /// </summary>
    /// <param name="source">The folder or archive.</param>
    /// <param name="progress">Is told the finished share, 0 to 1.</param>
    /// <param name="cancellationToken">Stops it; nothing is changed then.</param>
    /// <returns>What was taken, by its place in the models folder.</returns>
    /// <exception cref="Errors.BadInputException">A file is missing, damaged, hostile or not what its name says, or cannot be written. Nothing is changed then.</exception>
    public IReadOnlyList<TeacherFileReport> Import(string source, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        folder.Prepare();
        using var import = new TeacherImport(Families, progress, cancellationToken);
        return import.Run(source);
    }
}
