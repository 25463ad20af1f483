using Bunraku.Core.Errors;

namespace Bunraku.Core.Teachers;

/// <summary>The five files of weights cannot be used; the message lists everything that is wrong with them.</summary>
public sealed class TeacherWeightsException : BadInputException
{
    internal TeacherWeightsException(string place, IReadOnlyList<Phrase> problems)
        : base(Phrase.Of($"{place}: the teacher's weights cannot be used, for {problems.Count} reasons:"), problems) =>
        Problems = [.. problems.Select(problem => problem.ToString())];

    /// <summary>One sentence or two about every file that is wrong.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>What to say about files that are not there.</summary>
    /// <param name="place">The folder or archive that was searched.</param>
    /// <param name="fileNames">The names of the missing files.</param>
    /// <param name="family">The family that was looked for.</param>
    /// <param name="other">Another family whose networks are there instead, or null.</param>
    internal static Phrase Missing(string place, IEnumerable<string> fileNames, TeacherFamily family, TeacherFamily? other = null)
    {
        string[] missing = [.. fileNames];
        string names = string.Join(", ", missing);
        Phrase advice = other is null
            ? Phrase.Of($"The teacher's weights are five files, which the README of {family.Publication.Project} links to as one ZIP archive (there they are unpacked into {family.Publication.UnpackedInto}). Download it, then: bunraku models import {family.Publication.Name} <the archive, or the folder it was unpacked into>.")
            : Advice(other, family);
        return missing.Length == 1 ? Phrase.Of($"{place}: {names} is missing. {advice}") : Phrase.Of($"{place}: {names} are missing. {advice}");
    }

    /// <summary>What to do with the networks of another family.</summary>
    /// <param name="other">The family that they are of.</param>
    /// <param name="wanted">The family that was looked for.</param>
    internal static Phrase Advice(TeacherFamily other, TeacherFamily wanted) => other.Publication == wanted.Publication
        ? Phrase.Of($"These are the networks of {other.Title}: name that family, {other.Name}.")
        : Phrase.Of($"These are {other.Publication.Title}'s networks: import them as {other.Publication.Name} (bunraku models import {other.Publication.Name} <folder>).");
}
