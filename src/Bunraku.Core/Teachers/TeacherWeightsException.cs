using Bunraku.Core.Errors;

namespace Bunraku.Core.Teachers;

/// <summary>The five files of weights cannot be used; the message lists everything that is wrong with them.</summary>
public sealed class TeacherWeightsException : BadInputException
{
    internal TeacherWeightsException(string place, IReadOnlyList<string> problems)
        : base($"{place}: the teacher's weights cannot be used, for {problems.Count} reasons:", problems) =>
        Problems = problems;

    /// <summary>One sentence or two about every file that is wrong.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>What to say about files that are not there.</summary>
    /// <param name="place">The folder or archive that was searched.</param>
    /// <param name="fileNames">The names of the missing files.</param>
    /// <param name="family">The family that was looked for.</param>
    /// <param name="other">Another family whose networks are there instead, or null.</param>
    internal static string Missing(string place, IEnumerable<string> fileNames, TeacherFamily family, TeacherFamily? other = null) =>
        $"{place}: {string.Join(", ", fileNames)} {(fileNames.Count() == 1 ? "is" : "are")} missing. "
        + (other is null
            ? $"The teacher's weights are five files, which the README of {family.Publication.Project} links to as one ZIP archive (there they are unpacked into {family.Publication.UnpackedInto}). "
            + $"Download it, then: bunraku models import {family.Publication.Name} <the archive, or the folder it was unpacked into>."
            : Advice(other, family));

    /// <summary>What to do with the networks of another family.</summary>
    /// <param name="other">The family that they are of.</param>
    /// <param name="wanted">The family that was looked for.</param>
    internal static string Advice(TeacherFamily other, TeacherFamily wanted) => other.Publication == wanted.Publication
        ? $"These are the networks of {other.Title}: name that family, {other.Name}."
        : $"These are {other.Publication.Title}'s networks: import them as {other.Publication.Name} (bunraku models import {other.Publication.Name} <folder>).";
}
